package io.stepwell.runtime.partition;

import java.time.Duration;
import java.util.Map;

/// How long what has ended is kept. AWS keeps closed executions for 90 days after their end, and the
/// name of one is free again then; so is it here.
///
/// A map run is kept as long as the execution that ordered it, and its children as long as the run.
///
/// @param executions after their end
/// @param machines the same for executions of single state machines, by name
/// @param counters what was counted in an hour: CloudWatch keeps metrics for 455 days
public record Retention(Duration executions, Map<String, Duration> machines, Duration counters) {
  /// Longer than any data will live.
  public static final Duration FOREVER = Duration.ofDays(1_000_000);

  public static final Retention AWS =
      new Retention(Duration.ofDays(90), Map.of(), Duration.ofDays(455));

  public static final Retention NONE = new Retention(FOREVER, Map.of(), FOREVER);

  private static final long SHORTEST_INTERVAL_MILLIS = 1_000;
  private static final long LONGEST_INTERVAL_MILLIS = 600_000;

  public Retention {
    machines = Map.copyOf(machines);
  }

  /// Executions of the machine that ended until then are not kept any longer; negative for none.
  long horizon(String machine, long now) {
    return now - machines.getOrDefault(machine, executions).toMillis();
  }

  /// The latest horizon of all machines.
  public long latestHorizon(long now) {
    return now - shortest().toMillis();
  }

  private Duration shortest() {
    return machines.values().stream().reduce(executions, Retention::shorter);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /// Whether anything is ever forgotten.
  boolean ends() {
    return shorter(shortest(), counters).compareTo(FOREVER) < 0;
  }

  /// How often is looked for what is not to be kept any longer: executions stay up to a fiftieth
  /// longer than they must, at most ten minutes.
  long intervalMillis() {
    return Math.clamp(
        shorter(shortest(), counters).toMillis() / 50,
        SHORTEST_INTERVAL_MILLIS,
        LONGEST_INTERVAL_MILLIS);
  }
}
