package io.stepwell.expression.jsonata;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Functions on dates, and on integers by pictures. A date is a number of milliseconds since 1970, in
/// UTC unless a time zone such as `+0530` is given.
final class DateFunctions {
  private static final int LONGEST = 1_000;
  private static final double LARGEST_MILLIS = 8.64e15;
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})(?:-([01]\\d)(?:-([0-3]\\d))?)?"
              + "(?:T([0-2]\\d):([0-5]\\d):([0-5]\\d)(?:\\.(\\d+))?([+-][0-2]\\d:?[0-5]\\d|Z)?)?");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

  private DateFunctions() {}

  static Object now(List<@Nullable Object> arguments, Evaluation evaluation) {
    return format(
        evaluation.scope().nowMillis(), arguments.getFirst(), arguments.get(1), evaluation);
  }

  static Object millis(List<@Nullable Object> arguments, Evaluation evaluation) {
    return evaluation.scope().nowMillis();
  }

  static Object fromMillis(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof Number millis)) {
      return Undefined.VALUE;
    }
    if (!(Math.abs(millis.doubleValue()) <= LARGEST_MILLIS)) {
      throw JsonataError.saying("D3137", "Invalid time value");
    }
    return format((long) millis.doubleValue(), arguments.get(1), arguments.get(2), evaluation);
  }

  private static Object format(
      long millis, @Nullable Object picture, @Nullable Object zone, Evaluation evaluation) {
    evaluation.meter().burn(10);
    OffsetDateTime date = Instant.ofEpochMilli(millis).atOffset(offset(zone));
    if (picture instanceof String text) {
      evaluation.meter().burn(limited(text).length());
      return DateWriter.write(date, DatePicture.parse(text));
    }
    return date.format(MILLIS);
  }

  /// A zone is written like a number: `-0500` is five hours west.
  private static ZoneOffset offset(@Nullable Object zone) {
    if (!(zone instanceof String text)) {
      return ZoneOffset.UTC;
    }
    try {
      int offset = Integer.parseInt(text);
      return ZoneOffset.ofTotalSeconds((offset / 100 * 60 + offset % 100) * 60);
    } catch (NumberFormatException | DateTimeException _) {
      throw JsonataError.saying("D3137", "The timezone '" + text + "' is not of the form +hhmm");
    }
  }

  static Object toMillis(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(10 + limited(text).length());
    if (arguments.get(1) instanceof String picture) {
      evaluation.meter().burn(limited(picture).length());
      return DateReader.read(
          text, DatePicture.parse(picture), evaluation.scope().nowMillis(), evaluation.meter());
    }
    Matcher iso = ISO.matcher(text);
    if (!iso.matches()) {
      throw JsonataError.of("D3110", text);
    }
    try {
      return iso(iso).toInstant().toEpochMilli();
    } catch (DateTimeException _) {
      return Double.NaN; // written as a date, but there is no such day or time
    }
  }

  private static OffsetDateTime iso(Matcher iso) {
    LocalDate day = LocalDate.of(part(iso, 1, 1), part(iso, 2, 1), part(iso, 3, 1));
    String fraction = (iso.group(7) == null ? "" : iso.group(7)) + "000";
    LocalDateTime time =
        day.atTime(
            part(iso, 4, 0),
            part(iso, 5, 0),
            part(iso, 6, 0),
            Integer.parseInt(fraction.substring(0, 3)) * 1_000_000);
    String zone = iso.group(8);
    return time.atOffset(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone));
  }

  private static int part(Matcher iso, int group, int otherwise) {
    String text = iso.group(group);
    return text == null ? otherwise : Integer.parseInt(text);
  }

  static Object formatInteger(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof Number number)
        || !(arguments.get(1) instanceof String picture)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(10 + limited(picture).length());
    return IntegerPicture.parse(picture).format((long) Math.floor(number.doubleValue()));
  }

  static Object parseInteger(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)
        || !(arguments.get(1) instanceof String picture)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(10 + limited(text).length() + limited(picture).length());
    Long value = IntegerPicture.parse(picture).read(text);
    return value == null ? (Object) Double.NaN : value;
  }

  private static String limited(String text) {
    if (text.length() > LONGEST) {
      throw JsonataError.memory();
    }
    return text;
  }
}
