package io.stepwell.expression.jsonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Functions that search texts, for a text, a regular expression, or what a function of the user
/// finds.
final class MatchFunctions {
  private MatchFunctions() {}

  static Object match(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)
        || !(arguments.get(1) instanceof Callable matcher)) {
      return Undefined.VALUE;
    }
    double limit = limit(arguments.get(2), "D3040");
    Sequence matches = new Sequence();
    Found found = first(matcher, text, "match", evaluation);
    while (found != null && matches.size() < limit) {
      Map<String, @Nullable Object> match = new LinkedHashMap<>();
      match.put("match", found.match());
      match.put("index", (long) found.start());
      match.put("groups", found.groups());
      matches.add(match);
      Bounds.items(matches.size());
      found = found.next().find();
    }
    return matches;
  }

  static Object contains(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(1 + text.length() / 8);
    return switch (arguments.get(1)) {
      case String part -> text.contains(part);
      case Callable matcher -> first(matcher, text, "contains", evaluation) != null;
      case null, default -> Undefined.VALUE;
    };
  }

  static Object replace(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)) {
      return Undefined.VALUE;
    }
    if ("".equals(arguments.get(1))) {
      throw JsonataError.of("D3010");
    }
    double limit = limit(arguments.get(3), "D3011");
    return switch (arguments.get(1)) {
      case String part -> replace(text, part, arguments.get(2), limit, evaluation);
      case Callable matcher -> replace(text, matcher, arguments.get(2), limit, evaluation);
      case null, default -> Undefined.VALUE;
    };
  }

  private static String replace(
      String text, String part, @Nullable Object replacement, double limit, Evaluation evaluation) {
    evaluation.meter().burn(1 + text.length() / 8);
    StringBuilder result = new StringBuilder();
    int from = 0;
    int count = 0;
    for (int at = text.indexOf(part); at >= 0 && count < limit; at = text.indexOf(part, from)) {
      if (!(replacement instanceof String with)) {
        throw JsonataError.of("D3012");
      }
      evaluation.meter().burn(1 + with.length() / 8);
      result.append(text, from, at).append(with);
      Bounds.length(result);
      from = at + part.length();
      count++;
    }
    return result.append(text, from, text.length()).toString();
  }

  private static String replace(
      String text,
      Callable matcher,
      @Nullable Object replacement,
      double limit,
      Evaluation evaluation) {
    StringBuilder result = new StringBuilder();
    int from = 0;
    int count = 0;
    Found found = first(matcher, text, "replace", evaluation);
    while (found != null && count < limit) {
      String with = replacement(replacement, found, evaluation);
      evaluation.meter().burn(1 + with.length() / 8);
      result.append(text, from, found.start()).append(with);
      Bounds.length(result);
      from = found.start() + found.match().length();
      count++;
      found = found.next().find();
    }
    return result.append(text, from, text.length()).toString();
  }

  private static String replacement(
      @Nullable Object replacement, Found found, Evaluation evaluation) {
    Object with =
        switch (replacement) {
          case String template -> Substitution.fill(template, found.match(), found.groups());
          case Callable function -> evaluation.calls().callBack(function, found.value());
          case null, default -> null;
        };
    if (with instanceof String text) {
      return text;
    }
    throw JsonataError.of("D3012");
  }

  static Object split(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)) {
      return Undefined.VALUE;
    }
    double limit = limit(arguments.get(2), "D3020");
    evaluation.meter().burn(1 + text.length() / 8);
    List<@Nullable Object> pieces = new ArrayList<>();
    switch (arguments.get(1)) {
      case String separator when separator.isEmpty() -> {
        for (int i = 0; i < text.length() && pieces.size() < limit; i++) {
          add(pieces, text.substring(i, i + 1), evaluation);
        }
      }
      case String separator -> {
        int from = 0;
        for (int at = text.indexOf(separator);
            at >= 0 && pieces.size() < limit;
            at = text.indexOf(separator, from)) {
          add(pieces, text.substring(from, at), evaluation);
          from = at + separator.length();
        }
        if (pieces.size() < limit) {
          pieces.add(text.substring(from));
        }
      }
      case Callable matcher -> splitByMatches(text, matcher, limit, pieces, evaluation);
      case null, default -> {
        return Undefined.VALUE;
      }
    }
    return pieces;
  }

  private static void splitByMatches(
      String text,
      Callable matcher,
      double limit,
      List<@Nullable Object> pieces,
      Evaluation evaluation) {
    int from = 0;
    Found found = first(matcher, text, "split", evaluation);
    while (found != null && pieces.size() < limit) {
      add(pieces, text.substring(from, found.start()), evaluation);
      from = found.end();
      found = found.next().find();
    }
    if (pieces.size() < limit) {
      pieces.add(text.substring(from));
    }
  }

  private static void add(List<@Nullable Object> pieces, String piece, Evaluation evaluation) {
    evaluation.meter().burn(1);
    pieces.add(piece);
    Bounds.items(pieces.size());
  }

  private static double limit(@Nullable Object value, String code) {
    if (!(value instanceof Number limit)) {
      return Double.POSITIVE_INFINITY;
    }
    if (limit.doubleValue() < 0) {
      throw JsonataError.of(code);
    }
    return Math.floor(limit.doubleValue());
  }

  /// A match, of a regular expression or of a function that returns the same structure.
  private record Found(
      String match, int start, int end, List<?> groups, @Nullable Object value, Next next) {
    interface Next {
      @Nullable Found find();
    }
  }

  private static @Nullable Found first(
      Callable matcher, String text, String function, Evaluation evaluation) {
    if (matcher instanceof Callable.Matcher(var pattern)) {
      return found(Match.find(pattern, text, 0, evaluation.meter()), evaluation);
    }
    return found(evaluation.calls().callBack(matcher, text), text, function, evaluation);
  }

  private static @Nullable Found found(@Nullable Match match, Evaluation evaluation) {
    return match == null
        ? null
        : new Found(
            match.match(),
            match.start(),
            match.end(),
            match.groups(),
            match.value(),
            () -> found(match.next(evaluation.meter()), evaluation));
  }

  private static @Nullable Found found(
      @Nullable Object value, String text, String function, Evaluation evaluation) {
    if (value == Undefined.VALUE) {
      return null;
    }
    if (value instanceof Map<?, ?> map
        && map.get("match") instanceof String match
        && map.get("start") instanceof Number start
        && map.get("end") instanceof Number end
        && map.get("groups") instanceof List<?> groups
        && map.get("next") instanceof Callable next
        && isInside(start, end, text)) {
      return new Found(
          match,
          Numbers.toInt(start),
          Numbers.toInt(end),
          groups,
          value,
          () -> found(evaluation.calls().callBack(next), text, function, evaluation));
    }
    throw JsonataError.of("T1010", function);
  }

  private static boolean isInside(Number start, Number end, String text) {
    return start.doubleValue() >= 0
        && end.doubleValue() >= start.doubleValue()
        && end.doubleValue() <= text.length();
  }
}
