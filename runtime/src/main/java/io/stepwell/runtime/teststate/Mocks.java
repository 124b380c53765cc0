package io.stepwell.runtime.teststate;

import static io.stepwell.runtime.teststate.Refusals.validation;

import io.stepwell.asl.plan.MapState;
import io.stepwell.asl.plan.ParallelState;
import io.stepwell.asl.plan.Resource;
import io.stepwell.asl.plan.State;
import io.stepwell.asl.plan.TaskState;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Inspection;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.runtime.TestState;
import io.stepwell.runtime.TestState.ValidationMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands in for a state's work, held against what the work could have answered.
final class Mocks {
  private Mocks() {}

  static Inspection.@Nullable Mock of(TestState.@Nullable Mock mock, State state) {
    if (mock == null) {
      return null;
    }
    String text = mock.result();
    if (text == null) {
      return new Inspection.Mock.Failure(new ErrorOutput(mock.error(), mock.cause()));
    }
    try {
      Json.check(text);
    } catch (JsonException e) {
      throw validation("Mocked result must be valid JSON");
    }
    Payload result = Payload.ofText(text);
    check(result.value(), state, mock.mode());
    return new Inspection.Mock.Result(result);
  }

  private static void check(@Nullable Object result, State state, ValidationMode mode) {
    switch (state) {
      case MapState map -> checkMap(result, map);
      case ParallelState parallel -> checkParallel(result, parallel);
      case TaskState task -> checkTask(result, task, mode);
      default -> throw new IllegalStateException(state.name() + " can't be mocked");
    }
  }

  private static void checkMap(@Nullable Object result, MapState map) {
    MapState.Distributed distributed = map.distributed();
    MapState.Writer writer = distributed == null ? null : distributed.writer();
    boolean exports = writer != null && writer.resource() != null;
    if (exports && !(result instanceof Map)) {
      throw validation("Mocked result must be a JSON object.");
    }
    if (!exports && !(result instanceof List)) {
      throw validation("Mocked result must be an array.");
    }
  }

  private static void checkParallel(@Nullable Object result, ParallelState parallel) {
    if (!(result instanceof List<?> list)) {
      throw validation("Mocked result must be an array.");
    }
    if (list.size() != parallel.branches().size()) {
      throw validation(
          "Mocked result must contain the same number of items as number of Parallel branches.");
    }
  }

  /// The result of a callback may be anything, as may that of a function or an activity.
  private static void checkTask(@Nullable Object result, TaskState task, ValidationMode mode) {
    if (mode != ValidationMode.NONE
        && task.resource() instanceof Resource.Integration integration
        && integration.pattern() != Resource.Pattern.WAIT_FOR_TASK_TOKEN) {
      ResultShapes.check(integration, result, mode == ValidationMode.STRICT);
    }
  }
}
