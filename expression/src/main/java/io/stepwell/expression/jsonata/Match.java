package io.stepwell.expression.jsonata;

import io.stepwell.expression.Meter;
import io.stepwell.expression.MeteredText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A match of a regular expression in a text. Matching burns fuel for the characters that it reads.
///
/// @param groups what each group matched; null for one that took no part
record Match(
    Pattern pattern, String text, String match, int start, int end, List<@Nullable String> groups) {
  /// The first match at or behind a position, or null.
  static @Nullable Match find(Pattern pattern, String text, int from, Meter meter) {
    meter.burn(1);
    Matcher matcher = pattern.matcher(new MeteredText(text, meter));
    if (!matcher.find(from)) {
      return null;
    }
    if (matcher.end() == matcher.start()) {
      throw JsonataError.of("D1004");
    }
    List<@Nullable String> groups = new ArrayList<>(matcher.groupCount());
    for (int group = 1; group <= matcher.groupCount(); group++) {
      groups.add(matcher.group(group));
    }
    return new Match(pattern, text, matcher.group(), matcher.start(), matcher.end(), groups);
  }

  @Nullable Match next(Meter meter) {
    return end >= text.length() ? null : find(pattern, text, end, meter);
  }

  /// The match as a value of the language.
  Map<String, @Nullable Object> value() {
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    value.put("match", match);
    value.put("start", (long) start);
    value.put("end", (long) end);
    value.put("groups", groups);
    value.put("next", new Callable.NextMatch(this));
    return value;
  }
}
