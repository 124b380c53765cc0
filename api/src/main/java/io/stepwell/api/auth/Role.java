package io.stepwell.api.auth;

import java.util.Set;

/// What a key may do. Each role may do what the one before it may.
public enum Role {
  /// Looks on.
  VIEWER,
  /// Starts and stops what others have defined, and answers its callbacks.
  OPERATOR,
  /// Everything.
  ADMIN;

  private static final Set<String> OPERATING =
      Set.of(
          "StartExecution",
          "StartSyncExecution",
          "StopExecution",
          "RedriveExecution",
          "UpdateMapRun",
          "GetActivityTask",
          "SendTaskSuccess",
          "SendTaskFailure",
          "SendTaskHeartbeat");

  /// The least role that may do an operation of the Step Functions API.
  public static Role forOperation(String operation) {
    if (OPERATING.contains(operation)) {
      return OPERATOR;
    }
    return reads(operation) ? VIEWER : ADMIN;
  }

  /// Whether an operation changes nothing.
  public static boolean reads(String operation) {
    return operation.startsWith("Describe")
        || operation.startsWith("List")
        || operation.equals("GetExecutionHistory")
        || operation.equals("ValidateStateMachineDefinition");
  }

  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
