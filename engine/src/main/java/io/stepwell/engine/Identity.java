package io.stepwell.engine;

import org.jspecify.annotations.Nullable;

/// Who an execution is: what its ARN is made of.
///
/// @param partition of AWS: `aws`, `aws-cn`, `aws-us-gov`
/// @param stateMachine the machine's name; `NAME/LABEL` for children of a distributed Map
/// @param expressId for express executions the last part of the ARN, otherwise null
public record Identity(
    String partition,
    String region,
    String account,
    String stateMachine,
    String name,
    @Nullable String expressId) {

  public boolean express() {
    return expressId != null;
  }

  /// `arn:P:states:R:A:execution:MACHINE:NAME`, or `…:express:MACHINE:NAME:ID`.
  public String arn() {
    return expressId == null
        ? prefix("execution") + stateMachine + ":" + name
        : prefix("express") + stateMachine + ":" + name + ":" + expressId;
  }

  /// `arn:P:states:R:A:stateMachine:MACHINE`, without version or alias.
  public String stateMachineArn() {
    return prefix("stateMachine") + stateMachine;
  }

  private String prefix(String kind) {
    return "arn:" + partition + ":states:" + region + ":" + account + ":" + kind + ":";
  }
}
