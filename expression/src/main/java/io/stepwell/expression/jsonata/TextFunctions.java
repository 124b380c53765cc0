package io.stepwell.expression.jsonata;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Functions on texts. Lengths and positions count code points. Of undefined the result is undefined.
final class TextFunctions {
  private static final Pattern BLANKS = Pattern.compile("[ \t\n\r]+");

  private TextFunctions() {}

  static Object string(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (arguments.getFirst() == Undefined.VALUE) {
      return Undefined.VALUE;
    }
    boolean pretty = Boolean.TRUE.equals(arguments.get(1));
    return JsonText.of(arguments.getFirst(), pretty, evaluation.meter());
  }

  static Object substring(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)
        || !(arguments.get(1) instanceof Number from)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(text.length() / 8);
    int size = text.codePointCount(0, text.length());
    double start = size + from.doubleValue() < 0 ? 0 : from.doubleValue();
    if (!(arguments.get(2) instanceof Number length)) {
      return slice(text, size, start, size);
    }
    if (length.doubleValue() <= 0) {
      return "";
    }
    double end = start >= 0 ? start + length.doubleValue() : size + start + length.doubleValue();
    return slice(text, size, start, end);
  }

  /// From one position to another, both cut to integers; negative ones count from the end.
  private static String slice(String text, int size, double from, double to) {
    int start = position(from, size);
    int end = position(to, size);
    if (start >= end) {
      return "";
    }
    int first = text.offsetByCodePoints(0, start);
    return text.substring(first, text.offsetByCodePoints(first, end - start));
  }

  private static int position(double at, int size) {
    int cut = (int) at;
    return cut < 0 ? Math.max(0, size + cut) : Math.min(cut, size);
  }

  static Object substringBefore(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(text.length() / 8);
    int at = text.indexOf(String.valueOf(arguments.get(1)));
    return at < 0 ? text : text.substring(0, at);
  }

  static Object substringAfter(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(text.length() / 8);
    String part = String.valueOf(arguments.get(1));
    int at = text.indexOf(part);
    return at < 0 ? text : text.substring(at + part.length());
  }

  static Object lowercase(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.getFirst() instanceof String text
        ? paid(text, evaluation).toLowerCase(Locale.ROOT)
        : Undefined.VALUE;
  }

  static Object uppercase(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.getFirst() instanceof String text
        ? paid(text, evaluation).toUpperCase(Locale.ROOT)
        : Undefined.VALUE;
  }

  static Object length(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.getFirst() instanceof String text
        ? (Object) (long) paid(text, evaluation).codePointCount(0, text.length())
        : Undefined.VALUE;
  }

  static Object trim(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)) {
      return Undefined.VALUE;
    }
    String single = BLANKS.matcher(paid(text, evaluation)).replaceAll(" ");
    int from = single.startsWith(" ") ? 1 : 0;
    int to = single.endsWith(" ") ? single.length() - 1 : single.length();
    return from >= to ? "" : single.substring(from, to);
  }

  /// To the width with characters on the right; on the left where the width is negative.
  static Object pad(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)
        || !(arguments.get(1) instanceof Number width)) {
      return Undefined.VALUE;
    }
    String filler = arguments.get(2) instanceof String given && !given.isEmpty() ? given : " ";
    long missing = (long) Math.abs(width.doubleValue()) - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    Bounds.characters(missing + text.length());
    evaluation.meter().burn(missing / 8);
    int[] pattern = filler.codePoints().toArray();
    StringBuilder padding = new StringBuilder();
    for (int i = 0; i < missing; i++) {
      padding.appendCodePoint(pattern[i % pattern.length]);
    }
    return width.doubleValue() < 0 ? padding + text : text + padding;
  }

  static Object join(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> parts)) {
      return Undefined.VALUE;
    }
    String separator = arguments.get(1) instanceof String given ? given : "";
    StringBuilder joined = new StringBuilder();
    String between = "";
    for (Object part : parts) {
      joined.append(between).append(part);
      between = separator;
      Bounds.length(joined);
      evaluation.meter().burn(1);
    }
    evaluation.meter().burn(joined.length() / 8);
    return joined.toString();
  }

  static Object base64encode(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.getFirst() instanceof String text
        ? Base64.getEncoder()
            .encodeToString(paid(text, evaluation).getBytes(StandardCharsets.UTF_8))
        : Undefined.VALUE;
  }

  static Object base64decode(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)) {
      return Undefined.VALUE;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(paid(text, evaluation));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw JsonataError.saying("D3137", "The argument of base64decode is not Base64");
    }
  }

  private static String paid(String text, Evaluation evaluation) {
    evaluation.meter().burn(1 + text.length() / 4);
    return text;
  }
}
