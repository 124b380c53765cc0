package io.stepwell.expression.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Paths, operators, constructors, functions: what an expression means.
final class LanguageTest {
  private static final String PATHS =
      """
      @.name → "Ada"
      @.`a b` → 1
      @."name" → "Ada"
      @.none → null
      @.address.city → "Paris"
      @.whole → 2
      @.half → 1.5
      @.big → 9007199254740993
      @.orders.id → [1,2,3]
      @.orders.items.sku → ["x","y","x"]
      @.orders.note → "late"
      @.orders[0].id → 1
      @.orders[-1].id → 3
      @.orders[id=2].note → "late"
      @.orders.items[0].sku → ["x","x"]
      (@.orders.items)[0].sku → "x"
      @.orders.items[price>6].qty → [2,3]
      @.orders[[0,2]].id → [1,3]
      @.orders[[0..1]].id → [1,2]
      @.phones[type='work'].number → ["2","3"]
      @.phones[type='home'].number → "1"
      @.phones[type='home'][].number → ["1"]
      @.phones[type='home'].number[] → ["1"]
      @.one.v → 7
      @.one → [{"v":7}]
      @.nested → [[1,2],[3]]
      @.nested[0] → [1,2]
      @.empty → []
      @.address.* → ["Paris","75001"]
      @.address.*[0] → "Paris"
      (@.address.*)[0] → "Paris"
      @.one.** → [{"v":7},7]
      $states.input.orders.**.sku → ["x","y","x"]
      @.orders.(id * 10) → [10,20,30]
      @.orders.[id, note] → [[1],[2,"late"],[3]]
      @.orders.{"i": id} → [{"i":1},{"i":2},{"i":3}]
      @.phones{type: number} → {"home":"1","work":["2","3"]}
      @.phones{type: $count(number)} → {"home":1,"work":2}
      @.orders.items{sku: $sum(qty)} → {"x":5,"y":1}
      @.orders.items^(price).sku → ["y","x","x"]
      @.orders.items^(>qty, sku).qty → [3,2,1]
      @.nums^($) → [1,2,3]
      @.nums^(>$) → [3,2,1]
      @.orders@$o.phones@$p[$string($o.id)=$p.number].{"o": $o.id, "t": $p.type} → [{"o":1,"t":"home"},{"o":2,"t":"work"},{"o":3,"t":"work"}]
      @.orders#$i.items.{"i": $i, "s": sku} → [{"i":0,"s":"x"},{"i":0,"s":"y"},{"i":1,"s":"x"}]
      @.orders.items.{"id": %.id, "sku": sku} → [{"id":1,"sku":"x"},{"id":1,"sku":"y"},{"id":2,"sku":"x"}]
      @.orders.items[%.id=2].sku → "x"
      $var.x[1].y → 2
      $var.x[0] → 1
      $states.context.Execution.Name → "run-1"
      @.nums.*[[0..1]] → [null,null,null]
      @.nothing → returned nothing (undefined).
      @.name.first → returned nothing (undefined).
      """;

  private static final String OPERATORS =
      """
      1 + 2 → 3
      1.5 * 2 → 3
      7 / 2 → 3.5
      7 % 3 → 1
      -(3) → -3
      - 3 → -3
      2 - 3 - 4 → -5
      2 + 3 * 4 → 14
      (2 + 3) * 4 → 20
      1/0 → "Infinity"
      -1/0 → "-Infinity"
      0/0 → "NaN"
      [1/0] → ["Infinity"]
      {"k": 1/0} → {"k":"Infinity"}
      0.1 + 0.2 → 0.30000000000000004
      1e20 * 10 → 1.0E21
      "a" & "b" → "ab"
      "a" & 1 & true & null → "a1truenull"
      "n=" & @.missing → "n="
      "o=" & @.address → "o={\\"city\\":\\"Paris\\",\\"zip\\":\\"75001\\"}"
      1 = 1.0 → true
      [1, 2] = [1, 2.0] → true
      {"a": 1} = {"a": 1} → true
      @.missing = 1 → false
      @.missing != 1 → false
      null = null → true
      "a" < "b" → true
      2 <= 2 → true
      2 in [1, 2] → true
      "x" in "x" → true
      3 in @.empty → false
      true and false → false
      true or @.missing → true
      @.missing and true → false
      [] or false → false
      [0, 1] and true → true
      true ? 1 : 2 → 1
      false ? 1 : 2 → 2
      false ? 1 → returned nothing (undefined).
      [1..4] → [1,2,3,4]
      [1..1] → [1]
      [2..1] → []
      [1, 3..5, 9] → [1,3,4,5,9]
      [[1, 2], 3] → [[1,2],3]
      [@.nums, 4] → [3,1,2,4]
      [@.missing, 1] → [1]
      {"a": @.missing, "b": 1} → {"b":1}
      {"a": {"b": [1]}} → {"a":{"b":[1]}}
      ($x := 5; $x * 2) → 10
      ($x := 5; ($x := 6); $x) → 5
      $y := 3 → 3
      () → returned nothing (undefined).
      "\\u0041\\n\\t\\"" → "A\\n\\t\\""
      'it\\'s' → "it's"
      /* a comment */ 1 → 1
      @.orders[0].items ~> $count() → 2
      @.orders.id ~> $sum → 6
      @.nums ~> $sort() ~> $reverse() → [3,2,1]
      ($f := $uppercase ~> $length; $f("abc")) → 3
      @.address ~> |$|{"city": "Rome", "new": 1}, "zip"| → {"city":"Rome","new":1}
      """;

  private static final String FUNCTIONS =
      """
      function($x){ $x + 1 }(2) → 3
      (λ($x, $y){ $x & $y })("a", "b") → "ab"
      ($f := function($n){ $n <= 1 ? 1 : $n * $f($n - 1) }; $f(6)) → 720
      ($f := function($n, $a){ $n = 0 ? $a : $f($n - 1, $a + $n) }; $f(1000, 0)) → 500500
      ($add := function($a, $b){ $a + $b }; $inc := $add(1, ?); $inc(4)) → 5
      ($first := $substring(?, 0, 2); $first("hello")) → "he"
      ($x := 1; $f := function(){ $x }; $x := 2; $f()) → 2
      $map([1,2,3], function($v, $i, $a){ $v * $i + $count($a) }) → [3,5,9]
      $map([1,2], $string) → ["1","2"]
      $map([5], function($v){ $v }) → 5
      $filter([1,2,3,4], function($v){ $v % 2 = 0 }) → [2,4]
      $reduce([1,2,3], function($a, $b){ $a + $b }) → 6
      $reduce([1,2,3], function($a, $b){ $a + $b }, 10) → 16
      $single(@.phones, function($p){ $p.type = 'home' }).number → "1"
      $each(@.address, function($v, $k){ $k & "=" & $v }) → ["city=Paris","zip=75001"]
      $sift(@.address, function($v, $k){ $k = "zip" }) → {"zip":"75001"}
      $sort(@.orders, function($a, $b){ $a.id < $b.id }).id → [3,2,1]
      function($x)<n:n>{ $x }("a") → threw an error during evaluation. T0410: Argument 1 of function undefined does not match function signature
      ($f := function($x)<n:n>{ $x }; $f("a")) → threw an error during evaluation. T0410: Argument 1 of function "f" does not match function signature
      $sum → returned an unsupported result type.
      function($x){ $x } → returned an unsupported result type.
      [$sum] → returned an unsupported result type.
      $doesNotExist() → threw an error during evaluation. T1006: Attempted to invoke a non-function
      $eval("1+1") → threw an error during evaluation. T1006: Attempted to invoke a non-function
      $sum(["a"]) → threw an error during evaluation. T0412: Argument 1 of function "sum" must be an array of "numbers"
      $each("x", function($v){$v}) → threw an error during evaluation. T0410: Argument 1 of function "each" does not match function signature
      $reduce([1,2], function($a){$a}) → threw an error during evaluation. D3050: The second argument of reduce function must be a function with at least two arguments
      1 + "a" → threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number
      "a" - 1 → threw an error during evaluation. T2001: The left side of the "-" operator must evaluate to a number
      1 < "a" → threw an error during evaluation. T2009: The values 1 and "a" either side of operator "<" must be of the same data type
      null > 1 → threw an error during evaluation. T2010: The expressions either side of operator ">" must evaluate to numeric or string values
      -"a" → threw an error during evaluation. D1002: Cannot negate a non-numeric value: "a"
      [1.5..2] → threw an error during evaluation. T2003: The left side of the range operator (..) must evaluate to an integer
      {1: 2} → threw an error during evaluation. T1003: Key in object structure must evaluate to a string; got: 1
      1 ~> 2 → threw an error during evaluation. T2006: The right side of the function application operator ~> must be a function
      1/0 + 1 → threw an error during evaluation. D1001: Number out of range: "Infinity"
      $error("my words") → threw an error during evaluation. D3137: my words
      $assert(1 = 2, "no") → threw an error during evaluation. D3141: no
      """;

  private static final String SYNTAX =
      """
      a[1,2) → refused: Expected "]", got ","
      "unterminated → refused: String literal must be terminated by a matching quote
      1 + → refused: Unexpected end of expression
      {"a":} → refused: The symbol "}" cannot be used as a unary operator
      $x := → refused: Unexpected end of expression
      $match("a", /abc → refused: No terminating / in regular expression
      1 2 → refused: Syntax error: 2
      1 ?? 2 → refused: The symbol "?" cannot be used as a unary operator
      1 ?: 2 → refused: The symbol ":" cannot be used as a unary operator
      (1; 2 → refused: Expected ")" before end of expression
      1 := 2 → refused: The left side of := must be a variable name (start with $)
      "a\\qb" → refused: Unsupported escape sequence: \\"q"
      `abc → refused: Quoted property name must be terminated with a backquote (`)
      /* abc → refused: Comment has no closing tag
      function(1){2} → refused: Parameter 1 of function definition must be a variable name (start with $)
      $x.1 → refused: The literal value 1 cannot be used as a step within a path expression
      """;

  static Stream<Arguments> cases() {
    return Stream.of(PATHS, OPERATORS, FUNCTIONS, SYNTAX).flatMap(Cases::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void means(String expression, String expected) {
    assertThat(Cases.evaluate(expression)).isEqualTo(expected);
  }
}
