package io.stepwell.api.scheduler;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.runtime.schedule.Schedule;
import io.stepwell.runtime.schedule.Schedule.Plan;
import io.stepwell.runtime.schedule.ScheduleException;
import io.stepwell.runtime.schedule.ScheduleException.Kind;
import io.stepwell.runtime.schedule.Schedules;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The body of CreateSchedule and UpdateSchedule.
///
/// Targets are state machines, by their ARN or as the universal target of StartExecution.
final class ScheduleRequest {
  private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]{1,64}");
  private static final Pattern MACHINE =
      Pattern.compile(
          "arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:stateMachine:[^:/]{1,80}(:[^:/]{1,80})?");
  private static final Pattern UNIVERSAL =
      Pattern.compile("arn:aws[a-z-]*:scheduler:::aws-sdk:sfn:startExecution");
  private static final int MAX_AGE_SECONDS = 86_400;
  private static final int MAX_WINDOW_MINUTES = 1440;

  private final Map<?, ?> body;

  ScheduleRequest(Map<?, ?> body) {
    this.body = body;
  }

  static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw constraint(
          "name", text, "Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$");
    }
    return text;
  }

  static String group(@Nullable String name) {
    if (name == null || Schedules.groups().contains(name)) {
      return Schedule.DEFAULT_GROUP;
    }
    throw new ScheduleException(
        Kind.NOT_FOUND, "Schedule group %s does not exist.".formatted(name));
  }

  String group() {
    return group(text(body, "GroupName"));
  }

  Plan plan() {
    Map<?, ?> target = object(body, "Target");
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    target.forEach((name, value) -> shown.put(String.valueOf(name), value));
    required(target, "Arn", "target.arn");
    required(target, "RoleArn", "target.roleArn");
    String zone = text(body, "ScheduleExpressionTimezone");
    String state = text(body, "State");
    if (state != null && !state.equals("ENABLED") && !state.equals("DISABLED")) {
      throw constraint("state", state, "Member must satisfy enum value set: [ENABLED, DISABLED]");
    }
    String description = text(body, "Description");
    String after = text(body, "ActionAfterCompletion");
    return new Plan(
        required(body, "ScheduleExpression", "scheduleExpression"),
        zone == null ? "UTC" : zone,
        time("StartDate"),
        time("EndDate"),
        window(),
        !"DISABLED".equals(state),
        description == null ? "" : description,
        machine(target),
        input(target),
        shown,
        maxAge(target),
        "DELETE".equals(after));
  }

  private static boolean universal(Map<?, ?> target) {
    return UNIVERSAL.matcher(String.valueOf(target.get("Arn"))).matches();
  }

  private static String machine(Map<?, ?> target) {
    String arn =
        universal(target)
            ? String.valueOf(parsed(target).get("StateMachineArn"))
            : String.valueOf(target.get("Arn"));
    if (!MACHINE.matcher(arn).matches()) {
      throw new ScheduleException(
          Kind.VALIDATION,
          "Provided Arn is not in correct format, or is no target that is offered here: %s. Targets are state machines"
              .formatted(arn));
    }
    return arn;
  }

  private static String input(Map<?, ?> target) {
    if (universal(target)) {
      Object input = parsed(target).get("Input");
      return input == null ? "{}" : input instanceof String text ? text : Json.write(input);
    }
    String text = text(target, "Input");
    if (text == null) {
      return "{}";
    }
    try {
      Json.check(text);
      return text;
    } catch (JsonException e) {
      throw new ScheduleException(
          Kind.VALIDATION, "Provided input is not valid JSON: " + e.message());
    }
  }

  private static Map<?, ?> parsed(Map<?, ?> target) {
    try {
      return Json.parse(String.valueOf(target.get("Input"))) instanceof Map<?, ?> members
          ? members
          : Map.of();
    } catch (JsonException e) {
      throw new ScheduleException(
          Kind.VALIDATION, "Provided input is not valid JSON: " + e.message());
    }
  }

  private static Duration maxAge(Map<?, ?> target) {
    Map<?, ?> policy = object(target, "RetryPolicy");
    if (!(policy.get("MaximumEventAgeInSeconds") instanceof Number seconds)) {
      return Duration.ofSeconds(MAX_AGE_SECONDS);
    }
    if (seconds.longValue() < 60 || seconds.longValue() > MAX_AGE_SECONDS) {
      throw constraint(
          "target.retryPolicy.maximumEventAgeInSeconds",
          seconds.toString(),
          "Member must be between 60 and 86400");
    }
    return Duration.ofSeconds(seconds.longValue());
  }

  private int window() {
    Map<?, ?> window = object(body, "FlexibleTimeWindow");
    String mode = required(window, "Mode", "flexibleTimeWindow.mode");
    if (mode.equals("OFF")) {
      return 0;
    }
    if (!mode.equals("FLEXIBLE")) {
      throw constraint(
          "flexibleTimeWindow.mode", mode, "Member must satisfy enum value set: [OFF, FLEXIBLE]");
    }
    int minutes =
        window.get("MaximumWindowInMinutes") instanceof Number number ? number.intValue() : 0;
    if (minutes < 1 || minutes > MAX_WINDOW_MINUTES) {
      throw constraint(
          "flexibleTimeWindow.maximumWindowInMinutes",
          Integer.toString(minutes),
          "Member must be between 1 and 1440");
    }
    return minutes;
  }

  private @Nullable Instant time(String name) {
    return switch (body.get(name)) {
      case null -> null;
      case Number seconds ->
          Instant.ofEpochMilli(new BigDecimal(seconds.toString()).movePointRight(3).longValue());
      default ->
          throw new ScheduleException(
              Kind.VALIDATION, "%s must be seconds since 1970".formatted(name));
    };
  }

  private static Map<?, ?> object(Map<?, ?> owner, String name) {
    return owner.get(name) instanceof Map<?, ?> members ? members : Map.of();
  }

  private static @Nullable String text(Map<?, ?> owner, String name) {
    return switch (owner.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw new ScheduleException(Kind.VALIDATION, "%s must be a text".formatted(name));
    };
  }

  private static String required(Map<?, ?> owner, String name, String path) {
    String text = text(owner, name);
    if (text == null) {
      throw new ScheduleException(
          Kind.VALIDATION,
          "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null"
              .formatted(path));
    }
    return text;
  }

  private static ScheduleException constraint(String path, String value, String constraint) {
    return new ScheduleException(
        Kind.VALIDATION,
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(value, path, constraint));
  }
}
