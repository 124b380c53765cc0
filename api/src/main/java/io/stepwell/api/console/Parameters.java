package io.stepwell.api.console;

import io.stepwell.engine.ExecutionStatus;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a request asks with, from its query or its body. What is wrong is refused by name.
final class Parameters {
  private static final int MAX_TEXT = 2_048;

  private final UnaryOperator<@Nullable String> values;

  /// @param values by name; null for one that is not given
  Parameters(UnaryOperator<@Nullable String> values) {
    this.values = values;
  }

  /// Null when it is not given, or empty.
  @Nullable String text(String name) {
    return text(name, MAX_TEXT);
  }

  /// The same, of at most `max` characters.
  @Nullable String text(String name, int max) {
    String value = values.apply(name);
    if (value != null && value.length() > max) {
      throw Refusal.wrong("%s is longer than %d characters".formatted(name, max));
    }
    return value == null || value.isEmpty() ? null : value;
  }

  String required(String name, String example) {
    String value = text(name);
    if (value == null) {
      throw Refusal.wrong("%s is missing; it is %s".formatted(name, example));
    }
    return value;
  }

  int number(String name, int standard, int min, int max) {
    String text = text(name);
    if (text == null) {
      return standard;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, like a number that is too small or too large
    }
    throw Refusal.wrong("%s '%s' must be a number from %d to %d".formatted(name, text, min, max));
  }

  boolean flag(String name) {
    String text = text(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw Refusal.wrong("%s '%s' must be true or false".formatted(name, text));
  }

  BigDecimal price(String name, BigDecimal standard) {
    String text = text(name);
    if (text == null) {
      return standard;
    }
    try {
      BigDecimal value = text.length() > 20 ? BigDecimal.valueOf(-1) : new BigDecimal(text);
      if (value.signum() >= 0 && value.scale() <= 10 && value.precision() - value.scale() <= 6) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Refusal.wrong("%s '%s' must be a price such as 0.025".formatted(name, text));
  }

  LocalDate day(String name, LocalDate standard) {
    String text = text(name);
    if (text == null) {
      return standard;
    }
    try {
      return day(text);
    } catch (DateTimeException e) {
      throw Refusal.wrong("%s '%s' must be a day such as 2026-11-01".formatted(name, text));
    }
  }

  /// Of four digits for the year, so that no number of hours or milliseconds overflows.
  private static LocalDate day(String text) {
    LocalDate day = LocalDate.parse(text);
    if (day.getYear() < 1970 || day.getYear() > 9999) {
      throw new DateTimeException("out of bounds: " + text);
    }
    return day;
  }

  /// Epoch milliseconds, or a day.
  ///
  /// @param end whether a day stands for its end
  long time(String name, long standard, boolean end) {
    String text = text(name);
    if (text == null) {
      return standard;
    }
    try {
      if (text.matches("\\d{1,15}")) {
        return Long.parseLong(text);
      }
      LocalDate day = day(text);
      long begin = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      return end ? begin + 86_400_000L - 1 : begin;
    } catch (DateTimeException e) {
      throw Refusal.wrong(
          "%s '%s' must be a time in epoch milliseconds, or a day such as 2026-11-01"
              .formatted(name, text));
    }
  }

  /// Several with commas between; none when it is not given.
  Set<ExecutionStatus> statuses(String name) {
    Set<ExecutionStatus> all = EnumSet.noneOf(ExecutionStatus.class);
    String text = text(name);
    if (text != null) {
      for (String one : text.split(",", -1)) {
        all.add(status(name, one.strip()));
      }
    }
    return all;
  }

  private static ExecutionStatus status(String name, String text) {
    try {
      return ExecutionStatus.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Refusal.wrong(
          "%s '%s' must be one of %s"
              .formatted(name, text, Arrays.toString(ExecutionStatus.values())));
    }
  }
}
