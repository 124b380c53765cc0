package io.stepwell.runtime.teststate;

import static io.stepwell.runtime.teststate.Refusals.validation;

import io.stepwell.asl.plan.ChoiceState;
import io.stepwell.asl.plan.FailState;
import io.stepwell.asl.plan.MapState;
import io.stepwell.asl.plan.ParallelState;
import io.stepwell.asl.plan.PassState;
import io.stepwell.asl.plan.Resource;
import io.stepwell.asl.plan.State;
import io.stepwell.asl.plan.StateGraph;
import io.stepwell.asl.plan.SucceedState;
import io.stepwell.asl.plan.TaskState;
import io.stepwell.asl.plan.WaitState;
import io.stepwell.runtime.TestState;
import io.stepwell.runtime.TestState.Configuration;
import io.stepwell.runtime.TestState.Mock;
import java.util.List;

/// Which members of a request go together, and with which state.
final class RequestRules {
  private RequestRules() {}

  /// What the request alone tells, before its definition is looked at.
  static void check(TestState test) {
    Mock mock = test.mock();
    if (mock == null) {
      refuseWithoutMock(test);
      return;
    }
    if ((mock.result() != null) == mock.failure()) {
      throw validation(
          "A test mock should have only one of the following fields: [result, errorOutput].");
    }
    if (mock.failure() && mock.error() == null) {
      throw validation("The field 'error' is required when a test mock specifies an errorOutput.");
    }
    if (test.revealSecrets()) {
      throw validation("TestState does not support RevealSecrets when a mock is specified.");
    }
  }

  private static void refuseWithoutMock(TestState test) {
    Configuration configuration = test.configuration();
    refuseWithoutMock("MapIterationFailureCount", configuration.mapIterationFailureCount() != null);
    refuseWithoutMock("RetrierRetryCount", configuration.retrierRetryCount() != null);
    refuseWithoutMock("ErrorCausedByState", configuration.errorCausedByState() != null);
    refuseWithoutMock("MapItemReaderData", configuration.mapItemReaderData() != null);
    refuseWithoutMock("Context", test.context() != null);
  }

  private static void refuseWithoutMock(String member, boolean given) {
    if (given) {
      throw validation("TestState does not support " + member + " when a mock is not specified.");
    }
  }

  /// What the state makes of the request.
  static void check(TestState test, State state) {
    boolean container = state instanceof MapState || state instanceof ParallelState;
    if (test.mock() == null) {
      if (container) {
        throw Refusals.definition(
            "TestState API does not support Map or Parallel states. Supported state types include:"
                + " [Task, Wait, Pass, Succeed, Fail, Choice]");
      }
      if (state instanceof TaskState task) {
        checkUnmocked(test, task);
      }
    } else if (!container && !(state instanceof TaskState)) {
      throw validation(
          "State type '" + typeOf(state) + "' is not supported when a mock is specified");
    } else {
      check(test.configuration(), state);
    }
  }

  private static void checkUnmocked(TestState test, TaskState task) {
    if (test.roleArn() == null) {
      throw validation("RoleArn must be specified when testing a Task state");
    }
    switch (task.resource()) {
      case Resource.Function _ -> {}
      case Resource.Activity _ ->
          throw Refusals.definition(
              "TestState API does not support Activity tasks when a mock is not specified");
      case Resource.Integration integration -> {
        if (integration.pattern() != Resource.Pattern.REQUEST_RESPONSE) {
          throw Refusals.definition(
              "TestState API does not support the '.sync' and '.waitForTaskToken' service"
                  + " integration patterns when a mock is not specified");
        }
      }
    }
  }

  private static void check(Configuration configuration, State state) {
    boolean map = state instanceof MapState;
    if (configuration.mapIterationFailureCount() != null && !map) {
      throw onlyFor("MapIterationFailureCount", "Map states", state);
    }
    if (configuration.mapItemReaderData() != null && !readsItems(state)) {
      throw onlyFor("MapItemReaderData", "Map states with an ItemReader", state);
    }
    String cause = configuration.errorCausedByState();
    if (cause != null && !map && !(state instanceof ParallelState)) {
      throw onlyFor("ErrorCausedByState", "Map and Parallel states", state);
    }
    if (cause != null && !contains(state, cause)) {
      throw validation(
          "ErrorCausedByState '%s' names no state inside the %s state '%s'"
              .formatted(cause, typeOf(state), state.name()));
    }
  }

  static boolean readsItems(State state) {
    return state instanceof MapState map
        && map.distributed() != null
        && map.distributed().reader() != null;
  }

  private static RuntimeException onlyFor(String member, String states, State state) {
    return validation(
        "%s is supported for %s only; '%s' is a %s state"
            .formatted(member, states, state.name(), typeOf(state)));
  }

  /// As the definition names it.
  static String typeOf(State state) {
    return switch (state) {
      case TaskState _ -> "Task";
      case WaitState _ -> "Wait";
      case PassState _ -> "Pass";
      case SucceedState _ -> "Succeed";
      case FailState _ -> "Fail";
      case ChoiceState _ -> "Choice";
      case ParallelState _ -> "Parallel";
      case MapState _ -> "Map";
    };
  }

  /// Whether the state, or one inside it, has this name.
  private static boolean contains(State state, String name) {
    return state.name().equals(name)
        || graphs(state).stream()
            .flatMap(graph -> graph.states().values().stream())
            .anyMatch(inner -> contains(inner, name));
  }

  private static List<StateGraph> graphs(State state) {
    return switch (state) {
      case ParallelState parallel -> parallel.branches();
      case MapState map -> List.of(map.processor());
      case TaskState _, WaitState _, PassState _, SucceedState _, FailState _, ChoiceState _ ->
          List.of();
    };
  }
}
