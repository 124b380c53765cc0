package io.stepwell.server;

import io.stepwell.api.protocol.AwsJson;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.node.LocalOrchestrator;
import io.stepwell.runtime.node.NestedExecutions;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.states.StepFunctions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The orchestrator and the API of this process, for its own Task states. Handlers are there before
/// the orchestrator that calls them, so the first calls after a restart wait here until all is open.
final class OwnStepFunctions implements StepFunctions {
  private record Open(NestedExecutions nested, AwsJson api) {}

  private final CompletableFuture<Open> open = new CompletableFuture<>();

  void open(LocalOrchestrator orchestrator, AwsJson api) {
    open.complete(new Open(orchestrator.nested(), api));
  }

  @Override
  public Answer call(TaskCall.Execution caller, String operation, Map<?, ?> parameters)
      throws InterruptedException {
    return switch (opened().api().call(account(caller), operation, parameters)) {
      case AwsJson.Answer.Done(Map<?, ?> members) -> new Answer.Done(members);
      case AwsJson.Answer.Refused(String type, int status, String message) ->
          new Answer.Refused(type, status, message);
    };
  }

  @Override
  public Answer start(Start start) throws InterruptedException {
    NestedExecutions nested = opened().nested();
    String[] arn = start.stateMachineArn().split(":", 6);
    if (arn.length == 6 && !arn[4].equals(start.parent().account())) {
      return new Answer.Refused(
          "AccessDeniedException",
          400,
          "Account %s is not authorized to start %s"
              .formatted(start.parent().account(), start.stateMachineArn()));
    }
    try {
      var started = nested.start(request(start));
      return new Answer.Done(
          Map.of(
              "executionArn",
              started.executionArn(),
              "startDate",
              java.math.BigDecimal.valueOf(started.startedAt(), 3)));
    } catch (CallerException e) {
      return new Answer.Refused(e.code().type(), 400, e.message());
    }
  }

  @Override
  public boolean canBeAwaited(String stateMachineArn) throws InterruptedException {
    return !opened().nested().express(stateMachineArn);
  }

  @Override
  public Answer awaitEnd(TaskCall.Execution parent, String executionArn)
      throws InterruptedException {
    try {
      opened().nested().awaitEnd(executionArn);
    } catch (CallerException e) {
      return new Answer.Refused(e.code().type(), 400, e.message());
    }
    return call(parent, "DescribeExecution", Map.of("executionArn", executionArn));
  }

  @Override
  public void stop(TaskCall.Execution parent, String executionArn) throws InterruptedException {
    opened().nested().stop(executionArn);
  }

  @Override
  public void stopStarted(Start start) throws InterruptedException {
    opened().nested().stopStarted(request(start));
  }

  private Open opened() throws InterruptedException {
    try {
      return open.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the server did not open", e);
    }
  }

  private static NestedExecutions.Request request(Start start) {
    return new NestedExecutions.Request(
        start.stateMachineArn(),
        start.name(),
        start.input(),
        start.traceHeader(),
        start.parent().arn(),
        start.requestId());
  }

  private static Account account(TaskCall.Execution caller) {
    return new Account(caller.arn().split(":", 3)[1], caller.region(), caller.account());
  }
}
