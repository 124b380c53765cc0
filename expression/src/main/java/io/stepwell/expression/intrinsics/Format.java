package io.stepwell.expression.intrinsics;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Meter;
import io.stepwell.expression.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `States.Format(template, value, …)`: each `{}` of the template is replaced by the next value.
/// Texts go in as they are, numbers, booleans and null as JSON, and objects and arrays the way Java
/// prints them: `{Arg1=1, Arg2=[]}`.
final class Format {
  private Format() {}

  /// What is wrong with a template that is known before anything runs.
  static Optional<String> check(List<Argument> arguments) {
    return switch (arguments.getFirst()) {
      case Argument.Text(String raw, _) -> mismatch(raw, arguments.size() - 1);
      case Argument.Literal _ -> Optional.of("the template of States.Format must be a text");
      case Argument.Path _, Argument.Call _ -> Optional.empty();
    };
  }

  static String format(List<Argument> arguments, Scope scope) {
    String template = template(arguments.getFirst(), scope);
    mismatch(template, arguments.size() - 1)
        .ifPresent(
            wrong -> {
              throw EvaluationException.intrinsic("In States.Format, " + wrong + ".");
            });
    StringBuilder out = new StringBuilder();
    int next = 1;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '\\' && i + 1 < template.length()) {
        out.append(template.charAt(++i));
      } else if (isPlaceholder(template, i)) {
        print(out, arguments.get(next++).value(scope), scope.meter());
        i++;
      } else {
        out.append(c);
      }
    }
    scope.meter().burn(out.length() / 8);
    return out.toString();
  }

  private static String template(Argument argument, Scope scope) {
    if (argument instanceof Argument.Text(String raw, _)) {
      return raw;
    }
    if (argument.value(scope) instanceof String text) {
      return text;
    }
    throw EvaluationException.intrinsic("In States.Format, argument 1 must be a string.");
  }

  private static Optional<String> mismatch(String template, int values) {
    int places = 0;
    for (int i = 0; i < template.length(); i++) {
      if (template.charAt(i) == '\\') {
        i++;
      } else if (isPlaceholder(template, i)) {
        places++;
      }
    }
    return places == values
        ? Optional.empty()
        : Optional.of(
            "the template has %d places {} but %d values are given".formatted(places, values));
  }

  private static boolean isPlaceholder(String template, int at) {
    return template.startsWith("{}", at);
  }

  private static void print(StringBuilder out, @Nullable Object value, Meter meter) {
    meter.burn(1);
    switch (value) {
      case List<?> array -> {
        String separator = "[";
        for (Object item : array) {
          print(out.append(separator), item, meter);
          separator = ", ";
        }
        out.append(array.isEmpty() ? "[]" : "]");
      }
      case Map<?, ?> object -> {
        String separator = "{";
        for (Map.Entry<?, ?> member : object.entrySet()) {
          print(
              out.append(separator).append(member.getKey()).append('='), member.getValue(), meter);
          separator = ", ";
        }
        out.append(object.isEmpty() ? "{}" : "}");
      }
      case null, default -> out.append(value);
    }
    meter.burn(value instanceof String text ? text.length() / 8 : 0);
  }
}
