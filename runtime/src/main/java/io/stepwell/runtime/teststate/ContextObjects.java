package io.stepwell.runtime.teststate;

import io.stepwell.asl.plan.Resource;
import io.stepwell.asl.plan.State;
import io.stepwell.asl.plan.TaskState;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The context object of a state that is tested: the one in the request, which is checked, or one
/// that is made up like that of an express execution.
final class ContextObjects {
  private enum Kind {
    ANY("anything"),
    TEXT("a string"),
    NUMBER("a number");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    boolean fits(@Nullable Object value) {
      return switch (this) {
        case ANY -> true;
        case TEXT -> value instanceof String;
        case NUMBER -> value instanceof Number;
      };
    }
  }

  private static final Map<String, Map<String, Kind>> FIELDS =
      Map.of(
          "Execution",
          Map.of(
              "Id", Kind.TEXT,
              "Input", Kind.ANY,
              "Name", Kind.TEXT,
              "RoleArn", Kind.TEXT,
              "StartTime", Kind.TEXT,
              "RedriveCount", Kind.NUMBER,
              "RedriveTime", Kind.TEXT),
          "State",
          Map.of("EnteredTime", Kind.TEXT, "Name", Kind.TEXT, "RetryCount", Kind.NUMBER),
          "StateMachine",
          Map.of("Id", Kind.TEXT, "Name", Kind.TEXT),
          "Task",
          Map.of("Token", Kind.TEXT));

  private ContextObjects() {}

  /// The context object that the caller gives.
  ///
  /// @throws io.stepwell.runtime.CallerException what is wrong with it
  static Map<String, @Nullable Object> parse(String text, State state) {
    Object value;
    try {
      value = Json.parse(text);
    } catch (JsonException e) {
      throw Refusals.context(e.message());
    }
    if (!(value instanceof Map<?, ?> given)) {
      throw Refusals.context("must be a JSON object");
    }
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    given.forEach((name, part) -> context.put((String) name, check((String) name, part, state)));
    return Collections.unmodifiableMap(context);
  }

  private static @Nullable Object check(String name, @Nullable Object part, State state) {
    if (name.equals("Map")) {
      throw Refusals.context("'Map' field is not supported when mocking a Context object");
    }
    Map<String, Kind> fields = FIELDS.get(name);
    if (fields == null) {
      throw notAllowed(name);
    }
    if (name.equals("Task") && !hasToken(state)) {
      throw Refusals.context(
          "Context object contains 'Task' when state is not a Task state with a '.sync' or"
              + " '.waitForTaskToken' service integration pattern");
    }
    if (!(part instanceof Map<?, ?> members)) {
      throw Refusals.context(name + " must be an object");
    }
    members.forEach((member, value) -> check(name, fields, (String) member, value));
    return part;
  }

  private static void check(
      String part, Map<String, Kind> fields, String member, @Nullable Object value) {
    Kind kind = fields.get(member);
    if (kind == null) {
      throw notAllowed(member);
    }
    if (!kind.fits(value)) {
      throw Refusals.context("%s.%s must be %s".formatted(part, member, kind.words));
    }
  }

  private static RuntimeException notAllowed(String field) {
    return Refusals.context("Field '" + field + "' is not allowed");
  }

  /// Whether the context of this state has a task token.
  static boolean hasToken(State state) {
    return state instanceof TaskState task
        && switch (task.resource()) {
          case Resource.Function _ -> false;
          case Resource.Activity _ -> true;
          case Resource.Integration integration ->
              integration.pattern() != Resource.Pattern.REQUEST_RESPONSE;
        };
  }

  /// A context object where the caller gives none.
  static Map<String, @Nullable Object> made(
      Identity who, State state, Payload input, @Nullable String roleArn, int retries, long now) {
    String time = DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(now));
    Map<String, @Nullable Object> execution = new LinkedHashMap<>();
    execution.put("Id", who.executionArn());
    execution.put("Input", input.value());
    execution.put("Name", who.executionName());
    if (roleArn != null) {
      execution.put("RoleArn", roleArn);
    }
    execution.put("StartTime", time);
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("Execution", execution);
    context.put(
        "StateMachine", Map.of("Id", who.stateMachineArn(), "Name", who.stateMachineName()));
    context.put(
        "State", Map.of("Name", state.name(), "EnteredTime", time, "RetryCount", (long) retries));
    if (hasToken(state)) {
      context.put("Task", Map.of("Token", who.taskToken()));
    }
    return Collections.unmodifiableMap(context);
  }

  /// Under which names a state is tested.
  record Identity(
      String stateMachineArn,
      String stateMachineName,
      String executionArn,
      String executionName,
      String taskToken) {}
}
