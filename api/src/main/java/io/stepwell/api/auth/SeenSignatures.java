package io.stepwell.api.auth;

import java.util.HashMap;
import java.util.Map;

/// The signatures of writes that came in lately, so that one which is sent again can be refused.
///
/// Two generations, the younger replaced when it is full or has become as old as signatures are good;
/// so memory is bounded, and under more than about 1,500 writes a second the oldest are forgotten early.
final class SeenSignatures {
  private static final int MAX_GENERATION = 500_000;

  private final long lifeMillis;
  private Map<Long, Long> young = new HashMap<>();
  private Map<Long, Long> old = new HashMap<>();
  private long youngSinceMillis;

  /// @param lifeMillis how long a signature is good
  SeenSignatures(long lifeMillis) {
    this.lifeMillis = lifeMillis;
  }

  /// How long ago the signature came first; 0 when it is new.
  ///
  /// @param fingerprint of the signature
  synchronized long ageMillis(long fingerprint, long nowMillis) {
    if (young.size() >= MAX_GENERATION || nowMillis - youngSinceMillis > lifeMillis) {
      old = young;
      young = new HashMap<>();
      youngSinceMillis = nowMillis;
    }
    Long first = old.get(fingerprint);
    if (first == null) {
      first = young.putIfAbsent(fingerprint, nowMillis);
    }
    return first == null ? 0 : Math.max(1, nowMillis - first);
  }
}
