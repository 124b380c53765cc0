package io.stepwell.expression.jsonata;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The functions that AWS added. Fractions in numbers that should be whole are cut off.
final class StatesFunctions {
  private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private StatesFunctions() {}

  static @Nullable Object parse(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(1 + text.length() / 8);
    try {
      return Json.parse(text);
    } catch (JsonException _) {
      throw JsonataError.saying("D3137", "Invalid JSON");
    }
  }

  static Object partition(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> array) || array.isEmpty()) {
      return Undefined.VALUE;
    }
    double size = arguments.get(1) instanceof Number given ? cut(given) : array.size();
    if (size < 0) {
      throw JsonataError.saying("D3137", "Second argument must be zero or greater");
    }
    if (size == 0) {
      return Undefined.VALUE;
    }
    int step = (int) Math.min(size, array.size());
    List<Object> chunks = new ArrayList<>();
    for (int from = 0; from < array.size(); from += step) {
      List<?> chunk = array.subList(from, Math.min(array.size(), from + step));
      evaluation.meter().burn(1 + chunk.size());
      chunks.add(new ArrayList<>(chunk));
    }
    return chunks;
  }

  static Object range(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof Number first)
        || !(arguments.get(1) instanceof Number last)
        || !(arguments.get(2) instanceof Number by)) {
      return Undefined.VALUE;
    }
    double from = cut(first);
    double to = cut(last);
    double step = cut(by);
    Sequence items = new Sequence();
    if (step == 0 || !(Math.floor((to - from) / step) >= 0)) {
      return items;
    }
    double count = Math.floor((to - from) / step) + 1;
    if (count > Bounds.ITEMS_OF_RANGE_FUNCTION) {
      throw JsonataError.memory();
    }
    evaluation.meter().burn((long) count);
    for (int i = 0; i < count; i++) {
      items.add(Numbers.of(from + i * step));
    }
    return items;
  }

  private static double cut(Number number) {
    double value = number.doubleValue();
    return value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  static Object hash(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof String text)
        || !(arguments.get(1) instanceof String algorithm)) {
      return Undefined.VALUE;
    }
    if (!HASHES.contains(algorithm)) {
      throw JsonataError.saying(
          "D3137",
          "The hash algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512 but is " + algorithm);
    }
    evaluation.meter().burn(1 + text.length() / 4);
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  static Object random(List<@Nullable Object> arguments, Evaluation evaluation) {
    RandomGenerator random =
        arguments.getFirst() instanceof Number seed
            ? new Random((long) cut(seed))
            : evaluation.scope().random();
    return Numbers.of(random.nextDouble());
  }

  static Object uuid(List<@Nullable Object> arguments, Evaluation evaluation) {
    RandomGenerator random = evaluation.scope().random();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0xC000L << 48)) | (0x8000L << 48);
    return new UUID(high, low).toString();
  }
}
