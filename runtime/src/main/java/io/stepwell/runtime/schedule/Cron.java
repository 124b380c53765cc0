package io.stepwell.runtime.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The six fields of AWS's cron: minutes, hours, day of the month, month, day of the week, year. One of
/// the two days is `?`.
///
/// | field | values | beside `,` `-` `*` `/` |
/// |---|---|---|
/// | minutes | 0-59 | |
/// | hours | 0-23 | |
/// | day of the month | 1-31 | `?`, `L` the last, `15W` the weekday nearest to the 15th, `LW` |
/// | month | 1-12, JAN-DEC | |
/// | day of the week | 1-7, SUN-SAT | `?`, `L` Saturday, `6L` the last Friday, `6#3` the third |
/// | year | 1970-2199 | |
///
/// A time that a clock change leaves out is left out; one that comes twice counts once, the first time.
public final class Cron {
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final String ANY = "?";

  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet months;
  private final BitSet years;
  private final DayRule days;

  /// Which days of a month are meant.
  private interface DayRule {
    boolean matches(LocalDate day);
  }

  private Cron(BitSet minutes, BitSet hours, BitSet months, BitSet years, DayRule days) {
    this.minutes = minutes;
    this.hours = hours;
    this.months = months;
    this.years = years;
    this.days = days;
  }

  /// @param text the six fields
  /// @throws IllegalArgumentException with a sentence that names the field
  static Cron parse(String text) {
    String[] fields = text.strip().toUpperCase(java.util.Locale.ROOT).split("\\s+");
    if (fields.length != 6) {
      throw new IllegalArgumentException(
          "A cron expression has six fields (minutes hours day-of-month month day-of-week year), not %d: %s"
              .formatted(fields.length, text));
    }
    if (fields[2].equals(ANY) == fields[4].equals(ANY)) {
      throw new IllegalArgumentException(
          "One of day-of-month and day-of-week must be ?, and the other not: " + text);
    }
    return new Cron(
        values("minutes", fields[0], 0, 59, List.of()),
        values("hours", fields[1], 0, 23, List.of()),
        values("month", fields[3], 1, 12, MONTHS),
        values("year", fields[5], FIRST_YEAR, LAST_YEAR, List.of()),
        fields[4].equals(ANY) ? ofMonth(fields[2]) : ofWeek(fields[4]));
  }

  private static DayRule ofMonth(String text) {
    if (text.equals("L")) {
      return day -> day.getDayOfMonth() == day.lengthOfMonth();
    }
    if (text.equals("LW")) {
      return day -> day.equals(nearestWeekday(YearMonth.from(day).atEndOfMonth()));
    }
    if (text.matches("\\d{1,2}W")) {
      int number = number("day-of-month", text.substring(0, text.length() - 1), 1, 31, List.of());
      return day ->
          number <= day.lengthOfMonth() && day.equals(nearestWeekday(day.withDayOfMonth(number)));
    }
    BitSet numbers = values("day-of-month", text, 1, 31, List.of());
    return day -> numbers.get(day.getDayOfMonth());
  }

  /// In the same month.
  private static LocalDate nearestWeekday(LocalDate day) {
    int last = day.lengthOfMonth();
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> day.getDayOfMonth() == 1 ? day.plusDays(2) : day.minusDays(1);
      case SUNDAY -> day.getDayOfMonth() == last ? day.minusDays(2) : day.plusDays(1);
      default -> day;
    };
  }

  private static DayRule ofWeek(String text) {
    if (text.equals("L")) {
      return day -> day.getDayOfWeek() == DayOfWeek.SATURDAY;
    }
    if (text.matches("\\w{1,3}L")) {
      int wanted = number("day-of-week", text.substring(0, text.length() - 1), 1, 7, DAYS);
      return day -> number(day) == wanted && day.getDayOfMonth() + 7 > day.lengthOfMonth();
    }
    if (text.contains("#")) {
      String[] parts = text.split("#", -1);
      if (parts.length != 2) {
        throw wrong("day-of-week", text, "such as 6#3");
      }
      int wanted = number("day-of-week", parts[0], 1, 7, DAYS);
      int which = number("day-of-week", parts[1], 1, 5, List.of());
      return day -> number(day) == wanted && (day.getDayOfMonth() - 1) / 7 + 1 == which;
    }
    BitSet numbers = values("day-of-week", text, 1, 7, DAYS);
    return day -> numbers.get(number(day));
  }

  /// As AWS counts: Sunday is 1.
  private static int number(LocalDate day) {
    return day.getDayOfWeek().getValue() % 7 + 1;
  }

  private static BitSet values(String field, String text, int min, int max, List<String> names) {
    BitSet values = new BitSet();
    for (String part : text.split(",", -1)) {
      String[] stepped = part.split("/", -1);
      String range = stepped[0];
      int step = stepped.length == 1 ? 1 : number(field, stepped[1], 1, max, List.of());
      int from;
      int to;
      if (range.equals("*")) {
        from = min;
        to = max;
      } else if (range.contains("-")) {
        String[] ends = range.split("-", -1);
        from = number(field, ends[0], min, max, names);
        to = number(field, ends[ends.length - 1], min, max, names);
      } else {
        from = number(field, range, min, max, names);
        to = stepped.length == 1 ? from : max;
      }
      if (stepped.length > 2 || from > to) {
        throw wrong(field, text, "values, ranges and steps");
      }
      for (int value = from; value <= to; value += step) {
        values.set(value);
      }
    }
    return values;
  }

  private static int number(String field, String text, int min, int max, List<String> names) {
    int named = names.indexOf(text);
    if (named >= 0) {
      return named + 1;
    }
    if (text.matches("\\d{1,4}")) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw wrong(field, text, "from %d to %d".formatted(min, max));
  }

  private static IllegalArgumentException wrong(String field, String text, String wanted) {
    return new IllegalArgumentException(
        "'%s' is no %s of a cron expression; it must be %s".formatted(text, field, wanted));
  }

  /// The first time behind a moment, or null when there is none up to 2199.
  @Nullable Instant next(Instant after, ZoneId zone) {
    LocalDate day = after.atZone(zone).toLocalDate().minusDays(1); // clocks that were set back
    LocalDate end = LocalDate.of(LAST_YEAR + 1, 1, 1);
    while (day.isBefore(end)) {
      if (!years.get(day.getYear())) {
        int year = years.nextSetBit(day.getYear());
        if (year < 0) {
          return null;
        }
        day = LocalDate.of(year, 1, 1);
      } else if (!months.get(day.getMonthValue())) {
        day = day.withDayOfMonth(1).plusMonths(1);
      } else {
        Instant found = days.matches(day) ? next(day, after, zone) : null;
        if (found != null) {
          return found;
        }
        day = day.plusDays(1);
      }
    }
    return null;
  }

  private @Nullable Instant next(LocalDate day, Instant after, ZoneId zone) {
    for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
      for (int minute = minutes.nextSetBit(0);
          minute >= 0;
          minute = minutes.nextSetBit(minute + 1)) {
        LocalDateTime time = LocalDateTime.of(day, LocalTime.of(hour, minute));
        if (!zone.getRules().getValidOffsets(time).isEmpty()) {
          Instant due = time.atZone(zone).toInstant();
          if (due.isAfter(after)) {
            return due;
          }
        }
      }
    }
    return null;
  }
}
