package io.stepwell.server;

import io.stepwell.runtime.partition.Retention;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times to keep things as settings spell them: `90d`, `12h`, `30m`, `60s`, `forever`.
final class RetentionTimes {
  static final String WANTED = "a time of at least one minute such as 90d, 12h or 30m, or forever";

  private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,6})\\s*([dhms])");
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private RetentionTimes() {}

  /// Null when it is no such time.
  static @Nullable Duration parse(String text) {
    if (text.equals("forever")) {
      return Retention.FOREVER;
    }
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return null;
    }
    long number = Long.parseLong(time.group(1));
    Duration parsed =
        switch (time.group(2)) {
          case "d" -> Duration.ofDays(number);
          case "h" -> Duration.ofHours(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        };
    return parsed.compareTo(SHORTEST) < 0 ? null : parsed;
  }

  /// Times by name from `NAME=7d`; null when one of them is none.
  static @Nullable Map<String, Duration> parse(List<String> pairs) {
    Map<String, Duration> times = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      Duration time = equals < 1 ? null : parse(pair.substring(equals + 1).strip());
      if (time == null) {
        return null;
      }
      times.put(pair.substring(0, equals).strip(), time);
    }
    return times;
  }
}
