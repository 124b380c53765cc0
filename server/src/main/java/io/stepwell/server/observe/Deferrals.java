package io.stepwell.server.observe;

import java.util.HashMap;
import java.util.Map;

/// What could not be done and is tried again later, each by itself: half a second later, then twice as
/// long each time up to a minute.
///
/// Used by one thread.
final class Deferrals {
  /// Beyond so many the others wait with those that fail.
  static final int MAX = 1_000;

  private static final long FIRST_MILLIS = 500;
  private static final long MAX_MILLIS = 60_000;

  private record Deferral(long notBefore, long delay) {}

  private final Map<Long, Deferral> byKey = new HashMap<>();

  int size() {
    return byKey.size();
  }

  void failed(long key, long now) {
    Deferral last = byKey.get(key);
    long delay = last == null ? FIRST_MILLIS : Math.min(MAX_MILLIS, 2 * last.delay());
    byKey.put(key, new Deferral(now + delay, delay));
  }

  void succeeded(long key) {
    byKey.remove(key);
  }

  boolean waits(long key, long now) {
    Deferral deferral = byKey.get(key);
    return deferral != null && deferral.notBefore() > now;
  }

  /// In how many milliseconds the first of them is due, at most `most`.
  long nextIn(long now, long most) {
    long next = most;
    for (Deferral each : byKey.values()) {
      next = Math.min(next, Math.max(1, each.notBefore() - now));
    }
    return next;
  }
}
