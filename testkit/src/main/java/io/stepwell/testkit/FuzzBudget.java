package io.stepwell.testkit;

/// How long a fuzzer goes on: a number of rounds in the build, or as many seconds as
/// `-Dstepwell.fuzz.seconds` says. The seed of every round follows from the first one.
public final class FuzzBudget {
  private static final long SECONDS = Long.getLong("stepwell.fuzz.seconds", 0);

  private final long rounds;
  private final long end;
  private long seed;
  private long done;

  /// @param rounds without the property
  /// @param seed of the first round; `-Dstepwell.fuzz.seed` replaces it
  public FuzzBudget(long rounds, long seed) {
    this.rounds = rounds;
    this.seed = Long.getLong("stepwell.fuzz.seed", seed) - 1;
    this.end = System.nanoTime() + SECONDS * 1_000_000_000L;
  }

  /// Whether there is another round.
  public boolean next() {
    boolean more = SECONDS > 0 ? System.nanoTime() < end : done < rounds;
    if (more) {
      done++;
      seed++;
    } else if (SECONDS > 0) {
      System.out.println(done + " rounds, the last with seed " + seed);
    }
    return more;
  }

  /// The seed of this round: with `-Dstepwell.fuzz.seed` it comes first.
  public long seed() {
    return seed;
  }
}
