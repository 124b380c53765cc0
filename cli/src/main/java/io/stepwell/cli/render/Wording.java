package io.stepwell.cli.render;

import io.stepwell.asl.parse.Element;
import io.stepwell.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a picture says about states and transitions.
final class Wording {
  private static final Pattern COMPARISON =
      Pattern.compile(
          "(?:String|Numeric|Boolean|Timestamp)(LessThanEquals|GreaterThanEquals|LessThan"
              + "|GreaterThan|Equals|Matches)(Path)?");
  private static final Pattern TYPE_TEST =
      Pattern.compile("Is(Null|Present|Numeric|String|Boolean|Timestamp)");
  private static final int MAX_DEPTH = 8;

  private Wording() {}

  /// What a state does.
  static String detail(Element state, Kind kind) {
    return switch (kind) {
      case TASK -> task(state.text("Resource"));
      case WAIT -> waiting(state);
      case FAIL -> first(state, "Error", "ErrorPath");
      case MAP -> map(state);
      case START, END, PASS, CHOICE, SUCCEED, PARALLEL -> "";
      case UNKNOWN -> state.has("Type") ? "unknown type" : "no type";
    };
  }

  private static String task(@Nullable String resource) {
    if (resource == null) {
      return "";
    }
    String[] parts = resource.split(":", 8);
    if (parts.length < 6 || !parts[0].equals("arn")) {
      return resource;
    }
    boolean integration = parts[2].equals("states") && parts[3].isEmpty();
    if (integration) {
      return String.join(":", List.of(parts).subList(5, parts.length));
    }
    return parts.length > 6 ? parts[5] + " " + parts[6] : parts[5];
  }

  private static String waiting(Element state) {
    Element seconds = state.member("Seconds");
    if (seconds != null) {
      String text = seconds.text();
      return text == null ? Json.write(seconds.value()) + " s" : expression(text) + " s";
    }
    String until = first(state, "Timestamp", "TimestampPath");
    return until.isEmpty() ? first(state, "SecondsPath") : "until " + until;
  }

  private static String map(Element state) {
    String items = first(state, "ItemsPath", "Items");
    Element processor = state.member("ItemProcessor");
    Element config = processor == null ? null : processor.member("ProcessorConfig");
    boolean distributed = config != null && "DISTRIBUTED".equals(config.text("Mode"));
    return (distributed ? "distributed " : "") + (items.isEmpty() ? "" : "over " + items);
  }

  private static String first(Element state, String... fields) {
    for (Element field : state.present(List.of(fields))) {
      String text = field.text();
      return text == null ? Json.write(field.value()) : expression(text);
    }
    return "";
  }

  /// A JSONata expression without its braces.
  private static String expression(String text) {
    return text.startsWith("{%") && text.endsWith("%}") && text.length() >= 4
        ? text.substring(2, text.length() - 2).strip()
        : text;
  }

  /// The errors of a retrier or catcher.
  static String errors(Element entry) {
    Element names = entry.member("ErrorEquals");
    return names == null
        ? ""
        : names.items().stream()
            .map(name -> Objects.requireNonNullElse(name.text(), "?"))
            .collect(Collectors.joining(", "));
  }

  /// When a rule of a Choice state is met: its comment, or the condition.
  static String rule(Element rule) {
    String comment = rule.text("Comment");
    return comment == null ? condition(rule, MAX_DEPTH) : comment;
  }

  private static String condition(Element rule, int depth) {
    if (depth == 0) {
      return "…";
    }
    for (Element member : rule.members()) {
      switch (member.name()) {
        case "And" -> {
          return joined(member, " and ", depth);
        }
        case "Or" -> {
          return joined(member, " or ", depth);
        }
        case "Not" -> {
          return "not (" + condition(member, depth - 1) + ")";
        }
        case "Condition" -> {
          String text = member.text();
          return text == null ? Json.write(member.value()) : expression(text);
        }
        default -> {}
      }
    }
    return comparison(rule);
  }

  private static String joined(Element rules, String word, int depth) {
    return rules.items().stream()
        .map(
            rule -> {
              boolean nested = rule.has("And") || rule.has("Or");
              String condition = condition(rule, depth - 1);
              return nested ? "(" + condition + ")" : condition;
            })
        .collect(Collectors.joining(word));
  }

  private static String comparison(Element rule) {
    String variable = rule.text("Variable") == null ? "" : rule.text("Variable");
    for (Element member : rule.members()) {
      Matcher comparison = COMPARISON.matcher(member.name());
      if (comparison.matches()) {
        String path = comparison.group(2) == null ? null : member.text();
        String value = path == null ? Json.write(member.value()) : path;
        return "%s %s %s".formatted(variable, sign(comparison.group(1)), value);
      }
      Matcher test = TYPE_TEST.matcher(member.name());
      if (test.matches()) {
        boolean negated = Boolean.FALSE.equals(member.value());
        return "%s is %s%s".formatted(variable, negated ? "not " : "", what(test.group(1)));
      }
    }
    return variable;
  }

  private static String what(String type) {
    return switch (type) {
      case "Null" -> "null";
      case "Present" -> "present";
      case "Numeric" -> "a number";
      case "String" -> "a string";
      case "Boolean" -> "a boolean";
      default -> "a timestamp";
    };
  }

  private static String sign(String operator) {
    return switch (operator) {
      case "LessThan" -> "<";
      case "LessThanEquals" -> "≤";
      case "GreaterThan" -> ">";
      case "GreaterThanEquals" -> "≥";
      case "Matches" -> "matches";
      default -> "=";
    };
  }
}
