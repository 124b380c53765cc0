package io.stepwell.engine.step;

import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.Setting;
import io.stepwell.asl.plan.WaitState;
import io.stepwell.asl.plan.WaitState.Until;
import io.stepwell.engine.Event;
import io.stepwell.engine.StateType;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.jsonpath.Path;
import io.stepwell.json.Payload;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Wait (States Language, "Wait State"). Longest delay: 2,147,483,647 seconds. What is already past
/// does not wait.
final class WaitStep {
  private static final long LONGEST_MILLIS = Integer.MAX_VALUE * 1000L;

  private WaitStep() {}

  static void begin(Turn turn, WaitState state) {
    Payload input = InputOutput.effectiveInput(turn, state.flow());
    Scope scope = InputOutput.inputScope(turn, state.flow(), input);
    long due =
        switch (state.until()) {
          case Until.Seconds(Setting seconds) -> {
            long delay = seconds(seconds, scope);
            yield delay > Integer.MAX_VALUE ? Long.MAX_VALUE : turn.now() + delay * 1000;
          }
          case Until.Timestamp(Setting timestamp) -> timestamp(timestamp, scope).toEpochMilli();
        };
    if (due - turn.now() > LONGEST_MILLIS) {
      throw EvaluationException.runtime("Wait state delay is too long.");
    }
    if (due <= turn.now()) {
      finish(turn, state);
    } else {
      turn.emitInternal(new Event.WaitStarted(due));
    }
  }

  static void finish(Turn turn, WaitState state) {
    DataFlow flow = state.flow();
    Payload input = InputOutput.effectiveInput(turn, flow);
    Map<String, Payload> assigned =
        flow.assign() == null
            ? Map.of()
            : InputOutput.assigned(flow.assign(), InputOutput.inputScope(turn, flow, input));
    Payload output = InputOutput.outputOfInput(turn, flow, input);
    Exits.exit(turn, StateType.WAIT, output, assigned, state.transition());
  }

  private static long seconds(Setting setting, Scope scope) {
    return switch (setting) {
      case Setting.Fixed(Object value) -> ((Number) require(value)).longValue();
      case Setting.ByPath(_, Path path) -> secondsByPath(path, scope);
      case Setting.ByExpression(String field, var expression) ->
          Settings.nonNegative(field, expression, expression.evaluate(scope));
    };
  }

  private static long secondsByPath(Path path, Scope scope) {
    if (!path.exists(scope)) {
      throw EvaluationException.runtime(
          "The SecondsPath parameter does not reference an input value: " + path.text());
    }
    Object value = path.evaluate(scope);
    Long seconds = Settings.whole(value);
    if (seconds == null) {
      throw EvaluationException.runtime(
          "The SecondsPath parameter cannot be parsed as a long value: "
              + path.text()
              + " == "
              + plain(value));
    }
    if (seconds < 0) {
      throw EvaluationException.runtime(
          "The SecondsPath parameter references a negative value: "
              + path.text()
              + " == "
              + seconds);
    }
    return seconds;
  }

  private static Instant timestamp(Setting setting, Scope scope) {
    return switch (setting) {
      case Setting.Fixed(Object value) -> parse(String.valueOf(value));
      case Setting.ByPath(_, Path path) -> timestampByPath(path, scope);
      case Setting.ByExpression(String field, var expression) -> {
        String value = Settings.string(expression, scope);
        try {
          yield instant(value);
        } catch (DateTimeException e) {
          throw EvaluationException.query(
              "The "
                  + field
                  + " field cannot be parsed as an ISO-8601 extended offset date-time format"
                  + " string: "
                  + value,
              field);
        }
      }
    };
  }

  private static Instant timestampByPath(Path path, Scope scope) {
    if (!path.exists(scope)) {
      throw EvaluationException.runtime(
          "The TimestampPath parameter does not reference an input value: " + path.text());
    }
    Object value = path.evaluate(scope);
    try {
      if (value instanceof String text) {
        return instant(text);
      }
    } catch (DateTimeException e) {
      // told below, as for values of other types
    }
    throw EvaluationException.runtime(
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time"
            + " format string: "
            + path.text()
            + " == "
            + plain(value));
  }

  private static Instant parse(String text) {
    try {
      return instant(text);
    } catch (DateTimeException e) {
      throw EvaluationException.runtime(
          "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format"
              + " string: "
              + text);
    }
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
  }

  private static String plain(@Nullable Object value) {
    return value instanceof String text ? text : InputOutput.text(value);
  }

  private static Object require(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException("a Wait without its value passed validation");
    }
    return value;
  }
}
