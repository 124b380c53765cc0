package io.stepwell.runtime.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When a schedule is due: `rate(5 minutes)`, `at(2027-01-31T06:00:00)` or `cron(0 6 ? * MON-FRI *)`
/// (EventBridge Scheduler, "Schedule types").
public sealed interface Timing {
  /// The first due time behind a moment, or null when there is none any more.
  ///
  /// @param begin what a rate counts from, which is its first due time
  @Nullable Instant next(Instant after, Instant begin, ZoneId zone);

  /// Every so often, whatever clocks do.
  record Rate(Duration every) implements Timing {
    @Override
    public @Nullable Instant next(Instant after, Instant begin, ZoneId zone) {
      if (after.isBefore(begin)) {
        return begin;
      }
      long passed = Duration.between(begin, after).toMillis() / every.toMillis();
      return begin.plusMillis((passed + 1) * every.toMillis());
    }
  }

  /// Once. A time that a clock change leaves out is the moment of the change.
  record At(LocalDateTime time) implements Timing {
    @Override
    public @Nullable Instant next(Instant after, Instant begin, ZoneId zone) {
      Instant due = time.atZone(zone).toInstant();
      return due.isAfter(after) ? due : null;
    }
  }

  /// By the calendar.
  record Calendar(Cron cron) implements Timing {
    @Override
    public @Nullable Instant next(Instant after, Instant begin, ZoneId zone) {
      return cron.next(after.isBefore(begin) ? begin.minusMillis(1) : after, zone);
    }
  }

  Pattern RATE = Pattern.compile("rate\\((\\d{1,9}) (minutes?|hours?|days?)\\)");
  Pattern AT = Pattern.compile("at\\((\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})\\)");
  Pattern CRON = Pattern.compile("cron\\((.*)\\)");

  /// @throws IllegalArgumentException with a sentence, when it is none of the three
  static Timing parse(String text) {
    Matcher rate = RATE.matcher(text);
    if (rate.matches() && Long.parseLong(rate.group(1)) > 0) {
      long number = Long.parseLong(rate.group(1));
      return new Rate(
          switch (rate.group(2).charAt(0)) {
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    Matcher at = AT.matcher(text);
    if (at.matches()) {
      try {
        return new At(LocalDateTime.parse(at.group(1)));
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("There is no such time: " + at.group(1), e);
      }
    }
    Matcher cron = CRON.matcher(text);
    if (cron.matches()) {
      return new Calendar(Cron.parse(cron.group(1)));
    }
    throw new IllegalArgumentException(
        "'%s' is none of rate(5 minutes), at(2027-01-31T06:00:00) and cron(0 6 ? * MON-FRI *)"
            .formatted(text));
  }
}
