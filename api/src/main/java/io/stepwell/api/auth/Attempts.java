package io.stepwell.api.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Bounds how often secrets can be guessed: after twenty failures within a minute nobody's is looked at
/// until that minute is over.
final class Attempts {
  private static final int MAX_FAILURES = 20;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private final InstantSource clock;
  private Instant since = Instant.EPOCH;
  private int failures;

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean mayTry() {
    Instant now = clock.instant();
    if (!now.isBefore(since.plus(WITHIN))) {
      since = now;
      failures = 0;
    }
    return failures < MAX_FAILURES;
  }

  synchronized void failed() {
    failures++;
  }
}
