package io.stepwell.engine.codec;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.StateType;
import io.stepwell.engine.TaskResource;

/// The numbers of enum constants in stored data. A number never changes its meaning.
final class EnumNumber {
  private EnumNumber() {}

  static int of(StateType type) {
    return switch (type) {
      case TASK -> 0;
      case PASS -> 1;
      case CHOICE -> 2;
      case WAIT -> 3;
      case SUCCEED -> 4;
      case FAIL -> 5;
      case PARALLEL -> 6;
      case MAP -> 7;
    };
  }

  static StateType stateType(int number, ByteReader in) {
    return switch (number) {
      case 0 -> StateType.TASK;
      case 1 -> StateType.PASS;
      case 2 -> StateType.CHOICE;
      case 3 -> StateType.WAIT;
      case 4 -> StateType.SUCCEED;
      case 5 -> StateType.FAIL;
      case 6 -> StateType.PARALLEL;
      case 7 -> StateType.MAP;
      default -> throw in.damaged("no type of state has the number " + number);
    };
  }

  static int of(TaskResource.Kind kind) {
    return switch (kind) {
      case FUNCTION -> 0;
      case ACTIVITY -> 1;
      case INTEGRATION -> 2;
    };
  }

  static TaskResource.Kind kind(int number, ByteReader in) {
    return switch (number) {
      case 0 -> TaskResource.Kind.FUNCTION;
      case 1 -> TaskResource.Kind.ACTIVITY;
      case 2 -> TaskResource.Kind.INTEGRATION;
      default -> throw in.damaged("no kind of resource has the number " + number);
    };
  }

  static int of(TaskResource.Pattern pattern) {
    return switch (pattern) {
      case REQUEST_RESPONSE -> 0;
      case SYNC -> 1;
      case WAIT_FOR_TASK_TOKEN -> 2;
    };
  }

  static TaskResource.Pattern pattern(int number, ByteReader in) {
    return switch (number) {
      case 0 -> TaskResource.Pattern.REQUEST_RESPONSE;
      case 1 -> TaskResource.Pattern.SYNC;
      case 2 -> TaskResource.Pattern.WAIT_FOR_TASK_TOKEN;
      default -> throw in.damaged("no integration pattern has the number " + number);
    };
  }

  static int of(ExecutionStatus status) {
    return switch (status) {
      case RUNNING -> 0;
      case SUCCEEDED -> 1;
      case FAILED -> 2;
      case TIMED_OUT -> 3;
      case ABORTED -> 4;
      case PENDING_REDRIVE -> 5;
    };
  }

  static ExecutionStatus status(int number, ByteReader in) {
    return switch (number) {
      case 0 -> ExecutionStatus.RUNNING;
      case 1 -> ExecutionStatus.SUCCEEDED;
      case 2 -> ExecutionStatus.FAILED;
      case 3 -> ExecutionStatus.TIMED_OUT;
      case 4 -> ExecutionStatus.ABORTED;
      case 5 -> ExecutionStatus.PENDING_REDRIVE;
      default -> throw in.damaged("no status has the number " + number);
    };
  }
}
