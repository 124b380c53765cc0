package io.stepwell.server.observe;

import java.util.concurrent.atomic.LongAdder;

/// A histogram of durations, from five milliseconds to a day.
final class Durations {
  private static final long[] BOUNDS_MILLIS = {
    5,
    10,
    25,
    50,
    100,
    250,
    500,
    1000,
    2500,
    5000,
    10_000,
    30_000,
    60_000,
    300_000,
    1_800_000,
    3_600_000,
    86_400_000
  };

  private final LongAdder[] buckets = new LongAdder[BOUNDS_MILLIS.length + 1];
  private final LongAdder sumMillis = new LongAdder();

  Durations() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  void add(long millis) {
    int bucket = 0;
    while (bucket < BOUNDS_MILLIS.length && millis > BOUNDS_MILLIS[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
    sumMillis.add(Math.max(0, millis));
  }

  /// Writes it as a member of the family that was begun.
  void write(MetricsText out, String labels) {
    String before = labels.isEmpty() ? "" : labels + ",";
    long count = 0;
    for (int i = 0; i < buckets.length; i++) {
      count += buckets[i].sum();
      String bound = i == BOUNDS_MILLIS.length ? "+Inf" : String.valueOf(BOUNDS_MILLIS[i] / 1000.0);
      out.line("_bucket", before + MetricsText.label("le", bound), count);
    }
    out.seconds("_sum", labels, sumMillis.sum());
    out.line("_count", labels, count);
  }
}
