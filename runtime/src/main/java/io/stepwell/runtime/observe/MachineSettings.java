package io.stepwell.runtime.observe;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a machine's `loggingConfiguration` and `tracingConfiguration` ask for.
///
/// @param includeData whether inputs and outputs are logged
/// @param logGroupArn null where nothing is logged
public record MachineSettings(
    LogLevel level, boolean includeData, @Nullable String logGroupArn, boolean traced) {
  /// AWS's default.
  public static final MachineSettings NONE = new MachineSettings(LogLevel.OFF, false, null, false);

  /// @param logging as the caller gave it, or null
  /// @param tracing as the caller gave it, or null
  public static MachineSettings of(@Nullable Object logging, @Nullable Object tracing) {
    boolean traced =
        tracing instanceof Map<?, ?> members && Boolean.TRUE.equals(members.get("enabled"));
    String group = logGroup(logging);
    if (group == null || !(logging instanceof Map<?, ?> members)) {
      return traced ? new MachineSettings(LogLevel.OFF, false, null, true) : NONE;
    }
    boolean includeData = Boolean.TRUE.equals(members.get("includeExecutionData"));
    return new MachineSettings(level(members), includeData, group, traced);
  }

  /// The log group of a configuration that logs; null where nothing is logged.
  public static @Nullable String logGroup(@Nullable Object logging) {
    return logging instanceof Map<?, ?> members
            && level(members) != LogLevel.OFF
            && members.get("destinations") instanceof List<?> destinations
            && destinations.size() == 1
            && destinations.getFirst() instanceof Map<?, ?> destination
            && destination.get("cloudWatchLogsLogGroup") instanceof Map<?, ?> group
            && group.get("logGroupArn") instanceof String arn
        ? arn
        : null;
  }

  private static LogLevel level(Map<?, ?> logging) {
    return logging.get("level") instanceof String level ? LogLevel.valueOf(level) : LogLevel.OFF;
  }
}
