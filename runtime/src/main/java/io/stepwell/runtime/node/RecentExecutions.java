package io.stepwell.runtime.node;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.RecentExecution;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.catalog.Machine;
import io.stepwell.runtime.express.RecentExpress.Remembered;
import io.stepwell.runtime.query.Executions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows the express executions that began last as executions are shown.
final class RecentExecutions {
  private final Machinery machinery;

  RecentExecutions(Machinery machinery) {
    this.machinery = machinery;
  }

  /// Newest first, without their data.
  List<Execution> list(String stateMachineArn, int max) {
    Machine machine =
        machinery.catalog.stateMachines().existing(Arn.parseStateMachine(stateMachineArn));
    return machinery.express.recent().list(machine.accountNumber(), machine.name(), max).stream()
        .map(one -> shown(one, false))
        .toList();
  }

  /// @throws io.stepwell.runtime.CallerException InvalidArn, ExecutionDoesNotExist
  RecentExecution find(String executionArn) {
    Remembered found = remembered(executionArn);
    List<Stamped> events = found.events().stream().filter(event -> !event.internal()).toList();
    return new RecentExecution(shown(found, true), events, found.complete());
  }

  /// With its internal events.
  ///
  /// @throws io.stepwell.runtime.CallerException InvalidArn, ExecutionDoesNotExist
  Remembered remembered(String executionArn) {
    Arn.ExpressArn arn = Arn.parseExpress(executionArn);
    Integer account = machinery.catalog.accountNumber(arn.account());
    Remembered found =
        account == null
            ? null
            : machinery.express.recent().find(account, arn.stateMachine(), executionArn);
    if (found == null) {
      throw Executions.missing(executionArn);
    }
    return found;
  }

  private static Execution shown(Remembered remembered, boolean data) {
    Start start = remembered.start();
    Identity identity = start.identity();
    Stamped first = remembered.events().getFirst();
    Stamped last = remembered.events().getLast();
    ExecutionStatus status = status(last.event());
    return new Execution(
        identity.arn(),
        identity.stateMachineArn(),
        identity.name(),
        status,
        first.at(),
        status.closed() ? last.at() : 0,
        data ? start.input() : null,
        data ? output(last.event()) : null,
        data ? error(last.event()) : null,
        start.versionArn(),
        start.aliasArn(),
        start.traceHeader(),
        0,
        0,
        null,
        null,
        0);
  }

  private static ExecutionStatus status(Event last) {
    if (last instanceof Event.ExecutionSucceeded) {
      return ExecutionStatus.SUCCEEDED;
    }
    if (last instanceof Event.ExecutionFailed) {
      return ExecutionStatus.FAILED;
    }
    if (last instanceof Event.ExecutionTimedOut) {
      return ExecutionStatus.TIMED_OUT;
    }
    return last instanceof Event.ExecutionAborted
        ? ExecutionStatus.ABORTED
        : ExecutionStatus.RUNNING;
  }

  private static @Nullable Payload output(Event last) {
    return last instanceof Event.ExecutionSucceeded succeeded ? succeeded.output() : null;
  }

  private static @Nullable ErrorOutput error(Event last) {
    if (last instanceof Event.ExecutionFailed failed) {
      return failed.error();
    }
    if (last instanceof Event.ExecutionTimedOut) {
      return new ErrorOutput(ErrorOutput.TIMEOUT, null);
    }
    return last instanceof Event.ExecutionAborted aborted ? aborted.error() : null;
  }
}
