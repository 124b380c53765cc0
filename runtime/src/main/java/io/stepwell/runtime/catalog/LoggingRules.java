package io.stepwell.runtime.catalog;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of a machine's logging and tracing configuration, and AWS's defaults.
final class LoggingRules {
  private static final Map<String, Object> NO_TRACING = Map.of("enabled", false);

  private LoggingRules() {}

  static void check(@Nullable Object configuration) {
    if (!(configuration instanceof Map<?, ?> members) || "OFF".equals(level(members))) {
      return;
    }
    boolean one =
        members.get("destinations") instanceof List<?> destinations
            && destinations.size() == 1
            && destinations.getFirst() instanceof Map<?, ?> destination
            && destination.get("cloudWatchLogsLogGroup") instanceof Map<?, ?> group
            && group.get("logGroupArn") != null;
    if (!one) {
      throw new CallerException(
          ErrorCode.INVALID_LOGGING_CONFIGURATION,
          "Invalid Logging Configuration: Must specify exactly one Log Destination.");
    }
  }

  /// As DescribeStateMachine shows it.
  static Object shownLogging(@Nullable Object configuration) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("level", "OFF");
    shown.put("includeExecutionData", false);
    if (configuration instanceof Map<?, ?> members) {
      members.forEach((name, value) -> shown.put((String) name, value));
    }
    return shown;
  }

  /// As DescribeStateMachine shows it.
  static Object shownTracing(@Nullable Object configuration) {
    return configuration == null ? NO_TRACING : configuration;
  }

  private static Object level(Map<?, ?> members) {
    Object level = members.get("level");
    return level == null ? "OFF" : level;
  }
}
