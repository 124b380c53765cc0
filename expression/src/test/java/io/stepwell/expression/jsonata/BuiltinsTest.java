package io.stepwell.expression.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions of the language and AWS's additions.
final class BuiltinsTest {
  private static final String TEXTS =
      """
      $string(1.0) → "1"
      $string(1e20) → "100000000000000000000"
      $string(1.5e20) → "150000000000000000000"
      $string(999999999999999868928) → "999999999999999900000"
      $string(1e21) → "1e+21"
      $string(-1e21) → "-1e+21"
      $string(1e100) → "1e+100"
      $string(1e-6) → "0.000001"
      $string(1e-7) → "1e-7"
      $string(1/3) → "0.333333333333333"
      $string(0.1 + 0.2) → "0.3"
      $string(123456.789e-10) → "0.0000123456789"
      $string(@.big) → "9007199254740993"
      $string(null) → "null"
      $string([1, "a", null]) → "[1,\\"a\\",null]"
      $string({"a": 1}, true) → "{\\n  \\"a\\": 1\\n}"
      $string($sum) → ""
      $string(1/0) → threw an error during evaluation. D3001: Attempting to invoke string function on Infinity or NaN
      $length("a😀b") → 3
      $substring("hello", 1, 3) → "ell"
      $substring("hello", -3) → "llo"
      $substring("hello", -3, 2) → "ll"
      $substring("hello", -99, 2) → "he"
      $substring("😀x", 1) → "x"
      $substringBefore("a-b-c", "-") → "a"
      $substringAfter("a-b-c", "-") → "b-c"
      $substringAfter("abc", "-") → "abc"
      $uppercase("straße") → "STRASSE"
      $trim("  a   b\\n ") → "a b"
      $pad("x", 3) & "|" → "x  |"
      $pad("x", -3, "#") → "##x"
      $pad("x", 6, "ab") → "xababa"
      $contains("abracadabra", "bra") → true
      $contains("abc", /B/i) → true
      $split("a, b,c", ",") → ["a"," b","c"]
      $split("a1b22c", /[0-9]+/) → ["a","b","c"]
      $split("a,b,c", ",", 2) → ["a","b"]
      $split("ab", "") → ["a","b"]
      $split("a", ",") → ["a"]
      $split("a", "b", -1) → threw an error during evaluation. D3020: Third argument of split function must evaluate to a positive number
      $join(["a", "b"], "-") → "a-b"
      $join(["a", "", "b"]) → "ab"
      $match("ab12cd3", /([a-z]+)([0-9]+)/) → [{"match":"ab12","index":0,"groups":["ab","12"]},{"match":"cd3","index":4,"groups":["cd","3"]}]
      $match("abc", /b/) → {"match":"b","index":1,"groups":[]}
      $match("abc", /x/) → returned nothing (undefined).
      $replace("a.b.c", ".", "-") → "a-b-c"
      $replace("a.b.c", ".", "-", 1) → "a-b.c"
      $replace("John Smith", /(\\w+)\\s(\\w+)/, "$2, $1") → "Smith, John"
      $replace("abc", /b/, "[$0$$]") → "a[b$]c"
      $replace("265USD", /([0-9]+)USD/, "$$1") → "$1"
      $replace("abc", /[a-c]/, function($m){ $uppercase($m.match) & $m.start }) → "A0B1C2"
      $replace("a", "", "b") → threw an error during evaluation. D3010: Second argument of replace function cannot be an empty string
      $replace("abc", /x*/, "y") → threw an error during evaluation. D1004: Regular expression matches zero length string
      /[x\\[]/("a[b").start → 1
      $base64encode("hällo") → "aMOkbGxv"
      $base64decode("aMOkbGxv") → "hällo"
      $encodeUrlComponent("?x=täst&") → "%3Fx%3Dt%C3%A4st%26"
      $encodeUrl("https://a.b/c?d=e f") → "https://a.b/c?d=e%20f"
      $decodeUrlComponent("%3Fx%3Dt%C3%A4st") → "?x=täst"
      $decodeUrl("a%20b%3Fc") → "a b%3Fc"
      $decodeUrl("a%3f%C3%BC") → "a%3fü"
      $decodeUrlComponent("%E4") → threw an error during evaluation. D3140: Malformed URL passed to $decodeUrlComponent(): "%E4"
      """;

  private static final String NUMBERS =
      """
      $number("12.5") → 12.5
      $number("0x1F") → 31
      $number(true) → 1
      $number("1e400") → threw an error during evaluation. D3030: Unable to cast value to a number: "1e400"
      $number("abc") → threw an error during evaluation. D3030: Unable to cast value to a number: "abc"
      $abs(-5) → 5
      $floor(-1.5) → -2
      $ceil(1.2) → 2
      $round(123.456, 2) → 123.46
      $round(11.5) → 12
      $round(12.5) → 12
      $round(125, -1) → 120
      $round(4.515, 2) → 4.52
      $sqrt(16) → 4
      $sqrt(-1) → threw an error during evaluation. D3060: The sqrt function cannot be applied to a negative number: -1
      $power(2, 10) → 1024
      $power(10, 400) → threw an error during evaluation. D3061: The power function has resulted in a value that cannot be represented as a JSON number: base=10, exponent=400
      $sum([1, 2.5]) → 3.5
      $sum([]) → 0
      $max(@.nums) → 3
      $min(@.nums) → 1
      $average([1, 2]) → 1.5
      $max([]) → returned nothing (undefined).
      $formatBase(255, 16) → "ff"
      $formatBase(5, 2) → "101"
      $formatBase(5, 1) → threw an error during evaluation. D3100: The radix of the formatBase function must be between 2 and 36.  It was given 1
      $formatNumber(1234.5678, "#,##0.00") → "1,234.57"
      $formatNumber(12345678, "#,##,##0") → "123,45,678"
      $formatNumber(-3, "0;(0)") → "(3)"
      $formatNumber(-3, "0") → "-3"
      $formatNumber(0.14, "01%") → "14%"
      $formatNumber(0.5, "#.0") → ".5"
      $formatNumber(1, ",.0#0") → threw an error during evaluation. D3091: The fractional part of the sub-picture must not contain an instance of the 'optional digit character' that is followed by a member of the 'decimal digit family'
      $formatNumber(5, "000") → "005"
      $formatNumber(1234.5678, "00.000e0") → "12.346e2"
      $formatNumber(1, "x") → threw an error during evaluation. D3086: The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character
      $formatInteger(2789, "w") → "two thousand, seven hundred and eighty-nine"
      $formatInteger(21, "1;o") → "21st"
      $formatInteger(1999, "I") → "MCMXCIX"
      $formatInteger(28, "a") → "ab"
      $formatInteger(1234567, "#,##0") → "1,234,567"
      $formatInteger(99, "Ww;o") → "Ninety-Ninth"
      $parseInteger("two thousand, seven hundred and eighty-nine", "w") → 2789
      $parseInteger("MCMXCIX", "I") → 1999
      $parseInteger("1,234", "#,##0") → 1234
      $parseInteger("abc", "0") → "NaN"
      """;

  private static final String VALUES =
      """
      $boolean("") → false
      $boolean([0, 0]) → false
      $boolean({}) → false
      $boolean(null) → false
      $not(0) → true
      $exists(@.none) → true
      $exists(@.missing) → false
      $type(@.none) → "null"
      $type([]) → "array"
      $type($sum) → "function"
      $keys(@.address) → ["city","zip"]
      $keys(@.phones) → ["type","number"]
      $lookup(@.address, "zip") → "75001"
      $lookup(@.phones, "number") → ["1","2","3"]
      $spread(@.address) → [{"city":"Paris"},{"zip":"75001"}]
      $merge([{"a": 1, "b": 2}, {"b": 3}]) → {"a":1,"b":3}
      $merge([]) → {}
      $count(@.orders) → 3
      $count(@.missing) → 0
      $count("x") → 1
      $append([1], [2, 3]) → [1,2,3]
      $append(1, 2) → [1,2]
      $sort([3, 1, 2]) → [1,2,3]
      $sort(["b", "a"]) → ["a","b"]
      $sort([1, "a"]) → threw an error during evaluation. D3070: The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function
      $reverse([1, 2]) → [2,1]
      $distinct([1, 1.0, "1", {"a": 1}, {"a": 1.0}]) → [1,"1",{"a":1}]
      $zip([1, 2], ["a", "b", "c"]) → [[1,"a"],[2,"b"]]
      $count($shuffle([1..10])) → 10
      $single([1, 2], function($x){ true }) → threw an error during evaluation. D3138: The $single() function expected exactly 1 matching result.  Instead it matched more.
      $clone(@.address).city → "Paris"
      """;

  private static final String DATES =
      """
      $now() → "2026-11-22T20:15:30.123Z"
      $millis() → 1795378530123
      $toMillis("1970-01-01T00:00:00.001Z") → 1
      $toMillis("2026-11-22") → 1795305600000
      $toMillis("2026") → 1767225600000
      $toMillis("2026-11-22T20:15:30+01:00") → 1795374930000
      $toMillis("foo") → threw an error during evaluation. D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given "foo"
      $fromMillis(0) → "1970-01-01T00:00:00.000Z"
      $now(@.missing, "+0530") → "2026-11-23T01:45:30.123+05:30"
      $fromMillis(1510067557121, "[M01]/[D01]/[Y0001] [h#1]:[m01][P]") → "11/07/2017 3:12pm"
      $fromMillis(1510067557121, "[FNn], [D1o] [MNn] [Y]") → "Tuesday, 7th November 2017"
      $fromMillis(1510067557121, "[H01]:[m01] [z]", "-0500") → "10:12 GMT-05:00"
      $fromMillis(1510067557121, "[Y]-W[W01]-[F1]") → "2017-W45-2"
      $fromMillis(1510067557121, "[D] [MN,*-3] [Y01]") → "7 NOV 17"
      $fromMillis(0, "[[[Y]]]") → "[1970]"
      $fromMillis(0, "[Q]") → threw an error during evaluation. D3132: Unknown component specifier "Q" in date/time picture string
      $toMillis("11/07/2017 3:12pm", "[M01]/[D01]/[Y0001] [h#1]:[m01][P]") → 1510067520000
      $toMillis("7 November 2017", "[D] [MNn] [Y]") → 1510012800000
      $toMillis("20171107", "[Y0001][M01][D01]") → 1510012800000
      $fromMillis(951782400000, "[M,1-2]/[W,*-3]") → "02/9"
      $toMillis("2018-03-27T25:00:00Z") → "NaN"
      $toMillis("21:10", "[H]:[m]") → 1795381800000
      $toMillis("xyz", "[Y]") → returned nothing (undefined).
      """;

  private static final String ADDED =
      """
      $partition([1,2,3,4,5], 2) → [[1,2],[3,4],[5]]
      $partition([0], 3) → [[0]]
      $partition([1,2,3]) → [[1,2,3]]
      $partition([1,2,3,4,5], 2.9) → [[1,2],[3,4],[5]]
      $partition([], 2) → returned nothing (undefined).
      $partition([1], 0) → returned nothing (undefined).
      $partition([1,2], -1) → threw an error during evaluation. D3137: Second argument must be zero or greater
      $range(0, 10, 2) → [0,2,4,6,8,10]
      $range(10, 0, -2) → [10,8,6,4,2,0]
      $range(1, 9, 9) → 1
      $range(-1.7, 2, 1) → [-1,0,1,2]
      $range(5, 1, 1) → returned nothing (undefined).
      $range(1, 5) → returned nothing (undefined).
      $range(1) → threw an error during evaluation. T0410: Argument 2 of function "range" does not match function signature
      $count($range(1, 360145, 1)) → 360145
      $count($range(1, 360146, 1)) → threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage
      $hash("input", "SHA-1") → "140f86aae51ab9e1cda9b4254fe98a74eb54c1a1"
      $hash("ñ", "MD5") → "94e9342ecbb1458b6043ecd3bfcbc192"
      $hash("Hello") → returned nothing (undefined).
      $hash(42, "MD5") → threw an error during evaluation. T0410: Argument 1 of function "hash" does not match function signature
      $random(42) → 0.7275636800328681
      $random(0.9) = $random(0) → true
      $random() < 1 → true
      $random(1, 2) → threw an error during evaluation. T0410: Argument 2 of function "random" does not match function signature
      $contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) → true
      $parse('{"b":1,"a":[1.0]}') → {"b":1,"a":[1]}
      $parse('null') → null
      $parse('{"n":9223372036854775807}').n → 9223372036854775807
      $parse('{"n":9223372036854775808}').n → 9.223372036854776E18
      $string($parse('9223372036854775808')) → "9223372036854776000"
      $parse() → returned nothing (undefined).
      $parse(null) → threw an error during evaluation. T0410: Argument 1 of function "parse" does not match function signature
      $parse("x y") → threw an error during evaluation. D3137: Invalid JSON
      $parse('[1,2] [3]') → threw an error during evaluation. D3137: Invalid JSON
      """;

  static Stream<Arguments> cases() {
    return Stream.of(TEXTS, NUMBERS, VALUES, DATES, ADDED).flatMap(Cases::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computes(String expression, String expected) {
    assertThat(Cases.evaluate(expression)).isEqualTo(expected);
  }
}
