package io.stepwell.functions.host;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Where workers run and how many.
///
/// @param directory for unpacked code, logs, working directories and the records of workers
/// @param region what workers see as `AWS_REGION`
/// @param environment variables for every worker
/// @param maxWorkers the most processes at once; more calls wait their turn
/// @param idleTime after which an idle worker ends
/// @param startTime the most that a worker may take until it asks for its first call
public record HostSettings(
    Path directory,
    String region,
    Map<String, String> environment,
    int maxWorkers,
    Duration idleTime,
    Duration startTime) {
  private static final int WORKERS_PER_CORE = 16;
  private static final long TYPICAL_WORKER_BYTES = 128L * 1024 * 1024;

  public HostSettings {
    directory = directory.toAbsolutePath();
    environment = Map.copyOf(environment);
  }

  public static HostSettings of(Path directory, String region, Map<String, String> environment) {
    return new HostSettings(
        directory,
        region,
        environment,
        affordableWorkers(),
        Duration.ofMinutes(5),
        Duration.ofSeconds(30));
  }

  /// By the cores, since workers mostly wait, and by a quarter of the memory.
  private static int affordableWorkers() {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long byMemory = memory / 4 / TYPICAL_WORKER_BYTES;
    long byCores = (long) Runtime.getRuntime().availableProcessors() * WORKERS_PER_CORE;
    return (int) Math.max(2, Math.min(byMemory, byCores));
  }

  /// Without the environment's values.
  @Override
  public String toString() {
    return "HostSettings " + directory + ", up to " + maxWorkers + " workers";
  }
}
