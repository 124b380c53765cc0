package io.stepwell.conformance;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Texts in expectations that stand for what differs from run to run: `{{any}}`, `{{text}}`,
/// `{{number}}`, `{{uuid}}`, `{{time}}`, and `{{matches:REGEX}}`.
final class Wildcard {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
  private static final String MATCHES = "{{matches:";

  private Wildcard() {}

  static boolean is(String text) {
    return text.startsWith("{{") && text.endsWith("}}");
  }

  static boolean matches(String wildcard, @Nullable Object value) {
    if (wildcard.startsWith(MATCHES)) {
      String regex = wildcard.substring(MATCHES.length(), wildcard.length() - 2);
      return value instanceof String text && Pattern.compile(regex).matcher(text).matches();
    }
    return switch (wildcard) {
      case "{{any}}" -> true;
      case "{{text}}" -> value instanceof String;
      case "{{number}}" -> value instanceof Number;
      case "{{uuid}}" -> value instanceof String text && UUID.matcher(text).matches();
      case "{{time}}" -> value instanceof String text && TIME.matcher(text).matches();
      default -> throw new IllegalArgumentException("no such wildcard: " + wildcard);
    };
  }
}
