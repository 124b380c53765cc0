package io.stepwell.runtime;

/// The error types of the Step Functions API, in AWS's names.
public enum ErrorCode {
  ACTIVITY_ALREADY_EXISTS("ActivityAlreadyExists"),
  ACTIVITY_DOES_NOT_EXIST("ActivityDoesNotExist"),
  ACTIVITY_LIMIT_EXCEEDED("ActivityLimitExceeded"),
  ACTIVITY_WORKER_LIMIT_EXCEEDED("ActivityWorkerLimitExceeded"),
  CONFLICT("ConflictException"),
  EXECUTION_ALREADY_EXISTS("ExecutionAlreadyExists"),
  EXECUTION_DOES_NOT_EXIST("ExecutionDoesNotExist"),
  EXECUTION_LIMIT_EXCEEDED("ExecutionLimitExceeded"),
  EXECUTION_NOT_REDRIVABLE("ExecutionNotRedrivable"),
  INVALID_ARN("InvalidArn"),
  INVALID_DEFINITION("InvalidDefinition"),
  INVALID_ENCRYPTION_CONFIGURATION("InvalidEncryptionConfiguration"),
  INVALID_EXECUTION_INPUT("InvalidExecutionInput"),
  INVALID_LOGGING_CONFIGURATION("InvalidLoggingConfiguration"),
  INVALID_NAME("InvalidName"),
  INVALID_OUTPUT("InvalidOutput"),
  INVALID_TOKEN("InvalidToken"),
  INVALID_TRACING_CONFIGURATION("InvalidTracingConfiguration"),
  MISSING_REQUIRED_PARAMETER("MissingRequiredParameter"),
  RESOURCE_NOT_FOUND("ResourceNotFound"),
  SERVICE_UNAVAILABLE("ServiceUnavailable"),
  SERVICE_QUOTA_EXCEEDED("ServiceQuotaExceededException"),
  STATE_MACHINE_ALREADY_EXISTS("StateMachineAlreadyExists"),
  STATE_MACHINE_DELETING("StateMachineDeleting"),
  STATE_MACHINE_DOES_NOT_EXIST("StateMachineDoesNotExist"),
  STATE_MACHINE_LIMIT_EXCEEDED("StateMachineLimitExceeded"),
  STATE_MACHINE_TYPE_NOT_SUPPORTED("StateMachineTypeNotSupported"),
  TASK_DOES_NOT_EXIST("TaskDoesNotExist"),
  TASK_TIMED_OUT("TaskTimedOut"),
  THROTTLING("ThrottlingException"),
  TOO_MANY_TAGS("TooManyTags"),
  VALIDATION("ValidationException"),
  INTERNAL_FAILURE("InternalFailure");

  private final String type;

  ErrorCode(String type) {
    this.type = type;
  }

  /// As AWS names it.
  public String type() {
    return type;
  }
}
