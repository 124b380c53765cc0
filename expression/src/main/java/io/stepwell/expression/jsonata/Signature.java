package io.stepwell.expression.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The types of a function's arguments, written as in `<s-nn?:s>`. A letter is a type (`s` string,
/// `n` number, `b` boolean, `l` null, `a` array, `o` object, `f` function, `j` JSON, `x` any);
/// `(sf)` is a choice, `a<n>` an array of numbers, `?` makes optional, `+` repeats, and `-` takes the
/// context value where the argument is missing.
final class Signature {
  private static final Map<String, String> PLURALS =
      Map.of(
          "a",
          "arrays",
          "b",
          "booleans",
          "f",
          "functions",
          "n",
          "numbers",
          "o",
          "objects",
          "s",
          "strings");

  private final List<Parameter> parameters;
  private final Pattern whole;

  private Signature(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
    StringBuilder regex = new StringBuilder();
    for (Parameter parameter : parameters) {
      regex.append('(').append(parameter.regex()).append(')');
    }
    this.whole = Pattern.compile(regex.toString());
  }

  /// @param types one character for each type, for the symbols of arguments
  /// @param elements the type of an array's elements, or null
  private record Parameter(
      String types, String suffix, boolean context, boolean array, @Nullable String elements) {
    String regex() {
      return types + (context ? "?" : "") + suffix;
    }
  }

  static Signature parse(String text) {
    List<Parameter> parameters = new ArrayList<>();
    for (int at = 1; at < text.length() && text.charAt(at) != ':' && text.charAt(at) != '>'; at++) {
      char c = text.charAt(at);
      int last = parameters.size() - 1;
      switch (c) {
        case 's', 'n', 'b', 'l', 'o' -> add(parameters, "[" + c + "m]", false);
        case 'a' -> add(parameters, "[asnblfom]", true);
        case 'f' -> add(parameters, "f", false);
        case 'j' -> add(parameters, "[asnblom]", false);
        case 'x' -> add(parameters, "[asnblfom]", false);
        case '-', '?', '+' -> {
          if (last >= 0) {
            parameters.set(last, suffixed(parameters.get(last), c));
          }
        }
        case '(' -> {
          int end = closing(text, at, '(', ')');
          String choice = text.substring(at + 1, end);
          if (choice.indexOf('<') >= 0) {
            throw JsonataError.of("S0402");
          }
          add(parameters, "[" + choice.replaceAll("[^a-z]", "") + "m]", false);
          at = end;
        }
        case '<' -> {
          int end = closing(text, at, '<', '>');
          if (last < 0) {
            throw JsonataError.of("S0401");
          }
          Parameter of = parameters.get(last);
          if (of.array()) {
            parameters.set(
                last,
                new Parameter(
                    of.types(), of.suffix(), of.context(), true, text.substring(at + 1, end)));
          } else if (!of.types().equals("f")) {
            throw JsonataError.of("S0401");
          }
          at = end;
        }
        default -> {
          // Other characters mean nothing.
        }
      }
    }
    return new Signature(parameters);
  }

  private static void add(List<Parameter> parameters, String types, boolean array) {
    parameters.add(new Parameter(types, "", false, array, null));
  }

  private static Parameter suffixed(Parameter parameter, char c) {
    return c == '-'
        ? new Parameter(parameter.types(), "", true, parameter.array(), parameter.elements())
        : new Parameter(
            parameter.types(),
            String.valueOf(c),
            parameter.context(),
            parameter.array(),
            parameter.elements());
  }

  private static int closing(String text, int from, char open, char close) {
    int depth = 0;
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == open) {
        depth++;
      } else if (text.charAt(at) == close && --depth == 0) {
        return at;
      }
    }
    return text.length() - 1;
  }

  /// The arguments as the function wants them: missing ones filled from the context, single values
  /// made arrays.
  List<@Nullable Object> validate(
      List<@Nullable Object> arguments, @Nullable Object context, String function) {
    StringBuilder symbols = new StringBuilder();
    for (Object argument : arguments) {
      symbols.append(symbol(argument));
    }
    Matcher matcher = whole.matcher(symbols);
    if (!matcher.matches()) {
      throw mismatch(symbols.toString(), function);
    }
    List<@Nullable Object> valid = new ArrayList<>(parameters.size());
    int next = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      String match = matcher.group(i + 1);
      if (match.isEmpty()) {
        if (parameter.context()) {
          valid.add(fromContext(parameter, context, next, function));
        } else {
          valid.add(next < arguments.size() ? arguments.get(next) : Undefined.VALUE);
          next++;
        }
        continue;
      }
      for (int m = 0; m < match.length(); m++) {
        Object argument = next < arguments.size() ? arguments.get(next) : Undefined.VALUE;
        valid.add(
            parameter.array()
                ? array(parameter, match.charAt(m), argument, next, function)
                : argument);
        next++;
      }
    }
    return valid;
  }

  private static @Nullable Object fromContext(
      Parameter parameter, @Nullable Object context, int next, String function) {
    if (parameter.types().indexOf(symbol(context)) < 0) {
      throw JsonataError.of("T0411", next + 1L, named(function));
    }
    return context;
  }

  private static @Nullable Object array(
      Parameter parameter, char symbol, @Nullable Object argument, int next, String function) {
    if (symbol == 'm') {
      return Undefined.VALUE;
    }
    String elements = parameter.elements();
    if (elements != null && !isArrayOf(elements, symbol, argument)) {
      throw JsonataError.of("T0412", next + 1L, function, PLURALS.getOrDefault(elements, elements));
    }
    if (symbol == 'a') {
      return argument;
    }
    List<@Nullable Object> single = new ArrayList<>(1);
    single.add(argument);
    return single;
  }

  private static boolean isArrayOf(String elements, char symbol, @Nullable Object argument) {
    if (symbol != 'a') {
      return elements.equals(String.valueOf(symbol));
    }
    if (!(argument instanceof List<?> list)) {
      return false;
    }
    char wanted = elements.charAt(0);
    for (Object item : list) {
      if (symbol(item) != wanted) {
        return false;
      }
    }
    return true;
  }

  /// A function without a name is called that.
  private static Object named(String function) {
    return function.isEmpty() ? Undefined.VALUE : function;
  }

  private JsonataError mismatch(String symbols, String function) {
    int good = 0;
    StringBuilder partial = new StringBuilder();
    for (Parameter parameter : parameters) {
      partial.append(parameter.regex());
      Matcher matcher = Pattern.compile(partial.toString()).matcher(symbols);
      if (!matcher.lookingAt()) {
        break;
      }
      good = matcher.end();
    }
    return JsonataError.of("T0410", good + 1L, named(function));
  }

  private static char symbol(@Nullable Object value) {
    return switch (value) {
      case null -> 'l';
      case String _ -> 's';
      case Number _ -> 'n';
      case Boolean _ -> 'b';
      case List<?> _ -> 'a';
      case Callable _ -> 'f';
      case Undefined _ -> 'm';
      default -> 'o';
    };
  }
}
