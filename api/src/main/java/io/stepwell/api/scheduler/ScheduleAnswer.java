package io.stepwell.api.scheduler;

import io.stepwell.runtime.schedule.Schedule;
import io.stepwell.runtime.schedule.Schedule.Plan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A schedule in the API's form; times are seconds since 1970.
final class ScheduleAnswer {
  private ScheduleAnswer() {}

  static String state(Schedule schedule) {
    return schedule.plan().enabled() ? "ENABLED" : "DISABLED";
  }

  static Map<String, @Nullable Object> summary(Schedule schedule) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("Arn", schedule.arn());
    members.put("CreationDate", seconds(schedule.createdAt()));
    members.put("GroupName", schedule.group());
    members.put("LastModificationDate", seconds(schedule.modifiedAt()));
    members.put("Name", schedule.name());
    members.put("State", state(schedule));
    members.put("Target", Map.of("Arn", schedule.plan().machineArn()));
    return members;
  }

  static Map<String, @Nullable Object> full(Schedule schedule) {
    Plan plan = schedule.plan();
    Map<String, @Nullable Object> members = summary(schedule);
    members.put("ActionAfterCompletion", plan.deletedWhenDone() ? "DELETE" : "NONE");
    if (!plan.description().isEmpty()) {
      members.put("Description", plan.description());
    }
    if (plan.endAt() != null) {
      members.put("EndDate", seconds(plan.endAt()));
    }
    members.put("FlexibleTimeWindow", window(plan));
    members.put("ScheduleExpression", plan.expression());
    members.put("ScheduleExpressionTimezone", plan.zone());
    if (plan.startAt() != null) {
      members.put("StartDate", seconds(plan.startAt()));
    }
    members.put("Target", plan.target());
    return members;
  }

  private static Map<String, Object> window(Plan plan) {
    return plan.windowMinutes() == 0
        ? Map.of("Mode", "OFF")
        : Map.of("Mode", "FLEXIBLE", "MaximumWindowInMinutes", (long) plan.windowMinutes());
  }

  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }
}
