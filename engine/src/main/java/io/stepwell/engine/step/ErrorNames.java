package io.stepwell.engine.step;

import io.stepwell.asl.plan.ParallelState;
import io.stepwell.asl.plan.State;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.state.Phase;
import java.util.List;

/// Which errors an `ErrorEquals` list names (States Language, "Errors").
final class ErrorNames {
  private static final String ALL = "States.ALL";
  private static final String BRANCH_FAILED = "States.BranchFailed";

  private ErrorNames() {}

  static boolean match(List<String> errorEquals, State state, Phase.Failing failing) {
    String error = failing.error().error();
    for (String name : errorEquals) {
      boolean matches =
          switch (name) {
            case ALL -> true;
            case ErrorOutput.TASK_FAILED -> !ErrorOutput.TIMEOUT.equals(error);
            case ErrorOutput.HEARTBEAT_TIMEOUT -> failing.heartbeat() || name.equals(error);
            case BRANCH_FAILED -> state instanceof ParallelState || name.equals(error);
            default -> name.equals(error);
          };
      if (matches) {
        return true;
      }
    }
    return false;
  }
}
