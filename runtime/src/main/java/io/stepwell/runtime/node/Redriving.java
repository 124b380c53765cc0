package io.stepwell.runtime.node;

import io.stepwell.engine.Command;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Redrive;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.query.Executions;
import io.stepwell.runtime.storage.ExecutionName;
import org.jspecify.annotations.Nullable;

/// RedriveExecution: a standard execution that failed goes on where it failed, under its own ARN, with
/// the definition and role of its start.
final class Redriving {
  private final Machinery machinery;
  private final Limits limits;

  Redriving(Machinery machinery, Limits limits) {
    this.machinery = machinery;
    this.limits = limits;
  }

  /// @return when it was redriven, in epoch milliseconds
  /// @throws CallerException ExecutionDoesNotExist, ExecutionNotRedrivable
  long redrive(String executionArn, @Nullable String clientToken) {
    ExecutionName name = machinery.executions.name(executionArn);
    if (machinery.catalog.deleting(name.account(), name.stateMachine())) {
      throw refused("State machine is in DELETING status");
    }
    refuseChild(executionArn, name);
    return machinery.partitions.ask(
        name,
        new Command.RedriveExecution(clientToken),
        this::redrivenAt,
        () -> Executions.missing(executionArn));
  }

  /// A child of a map run goes on when its run does. Only children have a label in their names.
  private void refuseChild(String executionArn, ExecutionName name) {
    if (name.stateMachine().indexOf('/') < 0) {
      return;
    }
    Execution child = machinery.executions.describe(executionArn);
    String reason = child.notRedrivable();
    throw refused(
        reason == null
            ? "Execution is redrivable by its Map Run '"
                + child.mapRunArn()
                + "' only: redrive the execution that started it"
            : reason);
  }

  private long redrivenAt(ExecutionState state, @Nullable Rejection rejection) {
    if (rejection == Rejection.NOT_REDRIVABLE) {
      String reason =
          Redrive.refusal(
              state.status(),
              state.lastEventId(),
              state.startedAt(),
              state.stoppedAt(),
              machinery.clock.getAsLong(),
              limits);
      throw refused(String.valueOf(reason));
    }
    return state.redrivenAt();
  }

  private static CallerException refused(String reason) {
    return new CallerException(ErrorCode.EXECUTION_NOT_REDRIVABLE, reason);
  }
}
