package io.stepwell.expression.jsonata;

import io.stepwell.expression.jsonata.DatePicture.Part;
import io.stepwell.expression.jsonata.IntegerPicture.Letters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// Writes dates by pictures.
final class DateWriter {
  private DateWriter() {}

  static String write(OffsetDateTime date, DatePicture picture) {
    StringBuilder out = new StringBuilder();
    for (Part part : picture.parts()) {
      out.append(
          switch (part) {
            case Part.Text(String text) -> text;
            case Part.Marker marker -> component(date, marker);
          });
    }
    return out.toString();
  }

  private static String component(OffsetDateTime date, Part.Marker marker) {
    return switch (marker.component()) {
      case 'Z', 'z' -> zone(date, marker);
      case 'P' -> {
        String half = date.getHour() < 12 ? "am" : "pm";
        yield marker.names() == Letters.UPPER ? half.toUpperCase(Locale.ROOT) : half;
      }
      case 'C', 'E' -> "ISO";
      default -> marker.names() == null ? number(date, marker) : name(date, marker);
    };
  }

  private static String number(OffsetDateTime date, Part.Marker marker) {
    long value = fragment(date, marker.component());
    if (marker.yearDigits() > 0 && marker.yearDigits() < 18) {
      value %= Math.round(Math.pow(10, marker.yearDigits()));
    }
    IntegerPicture numbers = marker.numbers();
    return numbers == null ? "" : numbers.format(value);
  }

  private static String name(OffsetDateTime date, Part.Marker marker) {
    int value = (int) fragment(date, marker.component());
    String name =
        switch (marker.component()) {
          case 'M', 'x' -> java.time.Month.of(value).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
          case 'F' -> DayOfWeek.of(value).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
          default -> throw JsonataError.of("D3133", String.valueOf(marker.component()));
        };
    Letters letters = marker.names();
    String written = letters == null ? name : letters.apply(name);
    return marker.widest() > 0 && written.length() > marker.widest()
        ? written.substring(0, marker.widest())
        : written;
  }

  private static String zone(OffsetDateTime date, Part.Marker marker) {
    IntegerPicture numbers = marker.numbers();
    if (numbers == null || numbers.mandatory() == 0) {
      throw JsonataError.of("D3134");
    }
    int minutes = date.getOffset().getTotalSeconds() / 60;
    if (minutes == 0 && marker.zForUtc()) {
      return "Z";
    }
    int offset = minutes / 60 * 100 + minutes % 60;
    String text;
    if (numbers.regular() > 0) {
      text = numbers.format(offset);
    } else if (numbers.mandatory() <= 2) {
      text = numbers.format(minutes / 60);
      if (minutes % 60 != 0) {
        text += ":" + IntegerPicture.parse("00").format(Math.abs(minutes % 60));
      }
    } else if (numbers.mandatory() <= 4) {
      text = numbers.format(offset);
    } else {
      throw JsonataError.of("D3134");
    }
    return (marker.component() == 'z' ? "GMT" : "") + (offset >= 0 ? "+" : "") + text;
  }

  static long fragment(OffsetDateTime date, char component) {
    LocalDate thursday = date.toLocalDate().with(DayOfWeek.THURSDAY);
    return switch (component) {
      case 'Y' -> date.getYear();
      case 'M' -> date.getMonthValue();
      case 'D' -> date.getDayOfMonth();
      case 'd' -> date.getDayOfYear();
      case 'F' -> date.getDayOfWeek().getValue();
      case 'W' -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case 'X' -> thursday.getYear();
      case 'x' -> thursday.getMonthValue(); // a week belongs where its Thursday is
      case 'w' -> (thursday.getDayOfMonth() - 1) / 7 + 1;
      case 'H' -> date.getHour();
      case 'h' -> (date.getHour() + 11) % 12 + 1;
      case 'm' -> date.getMinute();
      case 's' -> date.getSecond();
      case 'f' -> date.getNano() / 1_000_000;
      default -> 0;
    };
  }
}
