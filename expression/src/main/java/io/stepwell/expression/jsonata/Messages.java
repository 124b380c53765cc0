package io.stepwell.expression.jsonata;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The texts of JSONata's error codes. `{}` stands for a value, printed as JSON; `{!}` for one that
/// is printed as it is.
final class Messages {
  private static final Map<String, String> TEXTS = new HashMap<>();

  private Messages() {}

  static String of(String code, @Nullable Object... values) {
    String text = TEXTS.get(code);
    if (text == null) {
      throw new IllegalStateException("no text for " + code);
    }
    StringBuilder message = new StringBuilder();
    int from = 0;
    for (Object value : values) {
      int open = text.indexOf('{', from);
      boolean plain = text.charAt(open + 1) == '!';
      message.append(text, from, open).append(plain ? value : JsonText.forMessage(value));
      from = text.indexOf('}', open) + 1;
    }
    return message.append(text, from, text.length()).toString();
  }

  private static void text(String code, String text) {
    TEXTS.put(code, text);
  }

  static {
    text("S0101", "String literal must be terminated by a matching quote");
    text("S0102", "Number out of range: {}");
    text("S0103", "Unsupported escape sequence: \\{}");
    text("S0104", "The escape sequence \\u must be followed by 4 hex digits");
    text("S0105", "Quoted property name must be terminated with a backquote (`)");
    text("S0106", "Comment has no closing tag");
    text("S0201", "Syntax error: {}");
    text("S0202", "Expected {}, got {}");
    text("S0203", "Expected {} before end of expression");
    text("S0207", "Unexpected end of expression");
    text("S0208", "Parameter {} of function definition must be a variable name (start with $)");
    text("S0209", "A predicate cannot follow a grouping expression in a step");
    text("S0210", "Each step can only have one grouping expression");
    text("S0211", "The symbol {} cannot be used as a unary operator");
    text("S0212", "The left side of := must be a variable name (start with $)");
    text("S0213", "The literal value {} cannot be used as a step within a path expression");
    text("S0214", "The right side of {} must be a variable name (start with $)");
    text("S0215", "A context variable binding must precede any predicates on a step");
    text("S0216", "A context variable binding must precede the 'order-by' clause on a step");
    text("S0217", "The object representing the 'parent' cannot be derived from this expression");
    text("S0301", "Empty regular expressions are not allowed");
    text("S0302", "No terminating / in regular expression");
    text("S0401", "Type parameters can only be applied to functions and arrays");
    text("S0402", "Choice groups containing parameterized types are not supported");
    text("T0410", "Argument {} of function {} does not match function signature");
    text("T0411", "Context value is not a compatible type with argument {} of function {}");
    text("T0412", "Argument {} of function {} must be an array of {}");
    text("D1001", "Number out of range: {}");
    text("D1002", "Cannot negate a non-numeric value: {}");
    text("T1003", "Key in object structure must evaluate to a string; got: {}");
    text("D1004", "Regular expression matches zero length string");
    text("T1005", "Attempted to invoke a non-function. Did you mean ${!}?");
    text("T1006", "Attempted to invoke a non-function");
    text("T1007", "Attempted to partially apply a non-function. Did you mean ${!}?");
    text("T1008", "Attempted to partially apply a non-function");
    text("D1009", "Multiple key definitions evaluate to same key: {}");
    text(
        "T1010",
        "The matcher function argument passed to function {} does not return the correct object"
            + " structure");
    text("T2001", "The left side of the {} operator must evaluate to a number");
    text("T2002", "The right side of the {} operator must evaluate to a number");
    text("T2003", "The left side of the range operator (..) must evaluate to an integer");
    text("T2004", "The right side of the range operator (..) must evaluate to an integer");
    text("T2006", "The right side of the function application operator ~> must be a function");
    text("T2007", "Type mismatch when comparing values {} and {} in order-by clause");
    text(
        "T2008",
        "The expressions within an order-by clause must evaluate to numeric or string values");
    text("T2009", "The values {} and {} either side of operator {} must be of the same data type");
    text(
        "T2010",
        "The expressions either side of operator {} must evaluate to numeric or string values");
    text(
        "T2011",
        "The insert/update clause of the transform expression must evaluate to an object: {}");
    text(
        "T2012",
        "The delete clause of the transform expression must evaluate to a string or array of"
            + " strings: {}");
    text(
        "D2014",
        "The size of the sequence allocated by the range operator (..) must not exceed 1e6. "
            + " Attempted to allocate {}.");
    text("D3001", "Attempting to invoke string function on Infinity or NaN");
    text("D3010", "Second argument of replace function cannot be an empty string");
    text("D3011", "Fourth argument of replace function must evaluate to a positive number");
    text("D3012", "Attempted to replace a matched string with a non-string value");
    text("D3020", "Third argument of split function must evaluate to a positive number");
    text("D3030", "Unable to cast value to a number: {}");
    text("D3040", "Third argument of match function must evaluate to a positive number");
    text(
        "D3050",
        "The second argument of reduce function must be a function with at least two arguments");
    text("D3060", "The sqrt function cannot be applied to a negative number: {}");
    text(
        "D3061",
        "The power function has resulted in a value that cannot be represented as a JSON number:"
            + " base={}, exponent={}");
    text(
        "D3070",
        "The single argument form of the sort function can only be applied to an array of strings"
            + " or an array of numbers.  Use the second argument to specify a comparison function");
    text("D3080", "The picture string must only contain a maximum of two sub-pictures");
    text(
        "D3081",
        "The sub-picture must not contain more than one instance of the 'decimal-separator'"
            + " character");
    text(
        "D3082",
        "The sub-picture must not contain more than one instance of the 'percent' character");
    text(
        "D3083",
        "The sub-picture must not contain more than one instance of the 'per-mille' character");
    text("D3084", "The sub-picture must not contain both a 'percent' and a 'per-mille' character");
    text(
        "D3085",
        "The mantissa part of a sub-picture must contain at least one character that is either an"
            + " 'optional digit character' or a member of the 'decimal digit family'");
    text(
        "D3086",
        "The sub-picture must not contain a passive character that is preceded by an active"
            + " character and that is followed by another active character");
    text(
        "D3087",
        "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to"
            + " a 'decimal-separator' character");
    text(
        "D3088",
        "The sub-picture must not contain a 'grouping-separator' at the end of the integer part");
    text(
        "D3089",
        "The sub-picture must not contain two adjacent instances of the 'grouping-separator'"
            + " character");
    text(
        "D3090",
        "The integer part of the sub-picture must not contain a member of the 'decimal digit"
            + " family' that is followed by an instance of the 'optional digit character'");
    text(
        "D3091",
        "The fractional part of the sub-picture must not contain an instance of the 'optional digit"
            + " character' that is followed by a member of the 'decimal digit family'");
    text(
        "D3092",
        "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a"
            + " character treated as an 'exponent-separator'");
    text(
        "D3093",
        "The exponent part of the sub-picture must comprise only of one or more characters that are"
            + " members of the 'decimal digit family'");
    text(
        "D3100", "The radix of the formatBase function must be between 2 and 36.  It was given {}");
    text(
        "D3110",
        "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {}");
    text(
        "D3130",
        "Formatting or parsing an integer as a sequence starting with {} is not supported by this"
            + " implementation");
    text("D3131", "In a decimal digit pattern, all digits must be from the same decimal group");
    text("D3132", "Unknown component specifier {} in date/time picture string");
    text(
        "D3133",
        "The 'name' modifier can only be applied to months and days in the date/time picture"
            + " string, not {}");
    text("D3134", "The timezone integer format specifier cannot have more than four digits");
    text("D3135", "No matching closing bracket ']' in date/time picture string");
    text(
        "D3136",
        "The date/time picture string is missing specifiers required to parse the timestamp");
    text(
        "D3138",
        "The $single() function expected exactly 1 matching result.  Instead it matched more.");
    text(
        "D3139",
        "The $single() function expected exactly 1 matching result.  Instead it matched 0.");
    text("D3140", "Malformed URL passed to ${!}(): {}");
  }
}
