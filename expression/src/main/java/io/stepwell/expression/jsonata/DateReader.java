package io.stepwell.expression.jsonata;

import io.stepwell.expression.Meter;
import io.stepwell.expression.MeteredText;
import io.stepwell.expression.jsonata.DatePicture.Part;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dates by pictures. What the picture leaves out before its first part is taken from today,
/// what it leaves out behind its last part is at its beginning; gaps in between are an error.
final class DateReader {
  private final Map<Character, Long> read = new HashMap<>();

  private DateReader() {}

  /// The milliseconds, or undefined when the text does not fit the picture.
  static Object read(String text, DatePicture picture, long nowMillis, Meter meter) {
    List<Part.Marker> markers = new ArrayList<>();
    StringBuilder regex = new StringBuilder();
    for (Part part : picture.parts()) {
      switch (part) {
        case Part.Text(String literal) -> regex.append(Pattern.quote(literal));
        case Part.Marker marker -> {
          regex.append('(').append(regex(marker)).append(')');
          markers.add(marker);
        }
      }
    }
    Matcher matcher =
        Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE)
            .matcher(new MeteredText(text, meter));
    if (!matcher.matches()) {
      return Undefined.VALUE;
    }
    DateReader reader = new DateReader();
    for (int i = 0; i < markers.size(); i++) {
      Long value = value(markers.get(i), matcher.group(i + 1));
      if (value == null) {
        return Undefined.VALUE;
      }
      reader.read.put(markers.get(i).component(), value);
    }
    return reader.read.isEmpty() ? Undefined.VALUE : reader.millis(nowMillis);
  }

  private static String regex(Part.Marker marker) {
    IntegerPicture numbers = marker.numbers();
    return switch (marker.component()) {
      case 'Z' -> "Z|[-+][0-9]{1,2}:?(?:[0-9]{2})?";
      case 'z' -> "GMT[-+][0-9]{1,2}:?(?:[0-9]{2})?";
      case 'f' -> "[0-9]+";
      case 'Y' -> numbers == null ? "[a-z]+" : numbers.regex("{2,4}");
      case 'M', 'D', 'H', 'h', 'm', 's' -> numbers == null ? "[a-z]+" : numbers.regex("{1,2}");
      default -> numbers == null ? "[a-z]+" : numbers.regex("+");
    };
  }

  private static @Nullable Long value(Part.Marker marker, String text) {
    IntegerPicture numbers = marker.numbers();
    return switch (marker.component()) {
      case 'Z', 'z' -> zone(text);
      case 'f' -> Long.valueOf((text + "00").substring(0, 3));
      case 'P' ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "am" -> 0L;
            case "pm" -> 1L;
            default -> null;
          };
      default -> numbers == null ? name(marker, text) : numbers.read(text);
    };
  }

  private static @Nullable Long zone(String text) {
    String digits = text.replaceAll("[^0-9]", "");
    if (digits.isEmpty()) {
      return 0L;
    }
    int hours = Integer.parseInt(digits.substring(0, Math.min(2, digits.length())));
    int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(2)) : 0;
    long offset = hours * 60L + minutes;
    return text.indexOf('-') >= 0 ? -offset : offset;
  }

  private static @Nullable Long name(Part.Marker marker, String text) {
    int count = marker.component() == 'F' ? 7 : 12;
    if ("MxF".indexOf(marker.component()) < 0) {
      throw JsonataError.of("D3133", String.valueOf(marker.component()));
    }
    for (int i = 1; i <= count; i++) {
      String name =
          marker.component() == 'F'
              ? java.time.DayOfWeek.of(i).getDisplayName(TextStyle.FULL, Locale.ENGLISH)
              : java.time.Month.of(i).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      if (marker.widest() > 0 && name.length() > marker.widest()) {
        name = name.substring(0, marker.widest());
      }
      if (name.equalsIgnoreCase(text)) {
        return (long) i;
      }
    }
    return null;
  }

  private boolean hasOnly(String wanted, String all) {
    boolean any = false;
    for (int i = 0; i < all.length(); i++) {
      char component = all.charAt(i);
      if (read.containsKey(component)) {
        if (wanted.indexOf(component) < 0) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  private Object millis(long nowMillis) {
    String allDates = "YXMxWwdD";
    boolean byDayOfYear = !hasOnly("YMD", allDates) && hasOnly("Yd", allDates);
    if (hasOnly("Xxw", allDates) || hasOnly("XW", allDates)) {
      throw JsonataError.of("D3136"); // week dates are not supported by JSONata either
    }
    String allTimes = "PHhmsf";
    boolean byHalfDays = !hasOnly("Hmsf", allTimes) && hasOnly("Phmsf", allTimes);
    complete((byDayOfYear ? "Yd" : "YMD") + (byHalfDays ? "Phmsf" : "Hmsf"), nowMillis);
    try {
      LocalDate day =
          byDayOfYear
              ? LocalDate.of(part('Y'), 1, 1).plusDays(part('d') - 1L)
              : LocalDate.of(part('Y'), 1, 1)
                  .plusMonths(Math.max(1, part('M')) - 1L)
                  .plusDays(part('D') - 1L);
      int hour = byHalfDays ? part('h') % 12 + 12 * part('P') : part('H');
      long minutes = read.getOrDefault('Z', read.getOrDefault('z', 0L));
      return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli()
          + ((hour * 60L + part('m') - minutes) * 60L + part('s')) * 1000L
          + part('f');
    } catch (DateTimeException _) {
      return Undefined.VALUE;
    }
  }

  private void complete(String components, long nowMillis) {
    OffsetDateTime now = Instant.ofEpochMilli(nowMillis).atOffset(ZoneOffset.UTC);
    boolean begun = false;
    boolean ended = false;
    for (int i = 0; i < components.length(); i++) {
      char component = components.charAt(i);
      if (read.containsKey(component)) {
        begun = true;
        if (ended) {
          throw JsonataError.of("D3136");
        }
      } else if (begun) {
        read.put(component, "MDd".indexOf(component) >= 0 ? 1L : 0L);
        ended = true;
      } else {
        read.put(component, DateWriter.fragment(now, component));
      }
    }
  }

  private int part(char component) {
    return (int) Math.min(Integer.MAX_VALUE, read.getOrDefault(component, 0L));
  }
}
