package io.stepwell.api.states;

import io.stepwell.engine.Identity;
import io.stepwell.runtime.catalog.Arn;

/// Who an execution is, from its ARN: what is needed to show its history.
public final class ExecutionIdentity {
  private ExecutionIdentity() {}

  /// @throws io.stepwell.runtime.CallerException InvalidArn
  public static Identity of(String executionArn) {
    Arn.ExecutionArn arn = Arn.parseExecution(executionArn);
    return new Identity(
        arn.account().partition(),
        arn.account().region(),
        arn.account().id(),
        arn.stateMachine(),
        arn.name(),
        null);
  }
}
