package io.stepwell.runtime.node;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Start;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.partition.StartRequest;
import io.stepwell.runtime.query.Executions;
import io.stepwell.runtime.query.Executions.Found;
import org.jspecify.annotations.Nullable;

/// Executions that are started by tasks of others.
///
/// Such an execution records whose task started it, so a start that is made again after a crash finds
/// the first one, and a stop never ends somebody else's execution of the same name.
public final class NestedExecutions {
  private final Machinery machinery;
  private final Starting starting;

  NestedExecutions(Machinery machinery, Starting starting) {
    this.machinery = machinery;
    this.starting = starting;
  }

  /// @param name null for one made of the request id
  /// @param requestId of the task, the same when its call is repeated
  public record Request(
      String stateMachineArn,
      @Nullable String name,
      @Nullable String input,
      @Nullable String traceHeader,
      String parentArn,
      String requestId) {
    String parent() {
      return parentArn + "/" + requestId;
    }
  }

  /// Starts an execution, or answers for the one that this request has started before.
  ///
  /// @throws CallerException as StartExecution
  public Started start(Request request) {
    StartRequest start = checked(request);
    try {
      return machinery.start(start);
    } catch (CallerException e) {
      Found own =
          e.code() == ErrorCode.EXECUTION_ALREADY_EXISTS ? own(start, request.parent()) : null;
      if (own == null) {
        throw e;
      }
      return new Started(start.start().identity().arn(), own.row().startedAt());
    }
  }

  /// Whether the ARN names an express machine.
  public boolean express(String stateMachineArn) {
    try {
      Arn.StateMachineArn arn = Arn.parseStateMachine(stateMachineArn);
      return machinery.catalog.runs(arn).machine().type() == Orchestrator.Type.EXPRESS;
    } catch (CallerException e) {
      return false; // what is wrong with it is told when it is started
    }
  }

  /// Waits until the execution has ended, and that is durable.
  ///
  /// @throws CallerException when there is no such execution
  public void awaitEnd(String executionArn) throws InterruptedException {
    machinery.endings.await(
        executionArn, () -> machinery.executions.find(executionArn).row().status().closed());
  }

  /// Ends the execution if it runs; one that is not there is no mistake.
  public void stop(String executionArn) {
    try {
      boolean done =
          machinery.partitions.ask(
              machinery.executions.name(executionArn),
              new Command.StopExecution(new ErrorOutput(null, null)),
              (_, _) -> true,
              () -> Executions.missing(executionArn));
      assert done;
    } catch (CallerException e) {
      if (e.code() != ErrorCode.EXECUTION_DOES_NOT_EXIST) {
        throw e;
      }
    }
  }

  /// Ends the execution that this request has started, if it did and it runs.
  public void stopStarted(Request request) {
    StartRequest start;
    try {
      start = checked(request);
    } catch (CallerException e) {
      if (e.code() == ErrorCode.THROTTLING || e.code() == ErrorCode.SERVICE_UNAVAILABLE) {
        throw e;
      }
      return; // what is refused now was never started, or its machine is gone with all of them
    }
    if (own(start, request.parent()) != null) {
      stop(start.start().identity().arn());
    }
  }

  private @Nullable Found own(StartRequest request, String parent) {
    if (request.start().identity().express()) {
      return null;
    }
    try {
      Found found = machinery.executions.find(request.start().identity().arn());
      return parent.equals(machinery.executions.start(found).parent()) ? found : null;
    } catch (CallerException e) {
      if (e.code() == ErrorCode.EXECUTION_DOES_NOT_EXIST) {
        return null;
      }
      throw e;
    }
  }

  private StartRequest checked(Request request) {
    String name = request.name() == null ? request.requestId() : request.name();
    StartRequest checked =
        starting.request(request.stateMachineArn(), name, request.input(), request.traceHeader());
    Start start = checked.start();
    Start nested =
        new Start(
            start.identity(),
            start.definitionHash(),
            start.roleArn(),
            start.input(),
            start.deadline(),
            start.versionArn(),
            start.aliasArn(),
            start.traceHeader(),
            request.parent());
    return new StartRequest(checked.name(), checked.fresh(), nested, checked.plan());
  }
}
