package io.stepwell.runtime.catalog;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes random UUIDs (RFC 9562, version 4) from a given source, so that a seed reproduces them.
public final class Ids {
  private Ids() {}

  public static String uuid(RandomGenerator random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
