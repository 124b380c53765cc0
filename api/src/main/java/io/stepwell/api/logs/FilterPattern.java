package io.stepwell.api.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a filter pattern, all of which a message must hold: bare or in quotes, `-` before
/// one that it must not hold. Patterns over members of JSON are not offered.
record FilterPattern(List<String> words, List<String> without) {
  private static final Pattern WORD = Pattern.compile("(-?)(?:\"([^\"]*)\"|(\\S+))");

  static FilterPattern parse(String text) {
    String pattern = text.strip();
    if (pattern.startsWith("{") || pattern.startsWith("[") || pattern.startsWith("%")) {
      throw LogsException.invalid(
          "The filter pattern '%s' is not offered here; words, quoted or not, are"
              .formatted(pattern));
    }
    List<String> words = new ArrayList<>();
    List<String> without = new ArrayList<>();
    Matcher matcher = WORD.matcher(pattern);
    while (matcher.find()) {
      String word = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      (matcher.group(1).isEmpty() ? words : without).add(word);
    }
    return new FilterPattern(words, without);
  }

  boolean matches(String message) {
    return words.stream().allMatch(message::contains)
        && without.stream().noneMatch(message::contains);
  }
}
