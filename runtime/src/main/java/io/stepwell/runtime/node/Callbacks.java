package io.stepwell.runtime.node;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Rejection;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.token.TaskTokens.TaskAddress;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat.
final class Callbacks {
  private final Machinery machinery;

  Callbacks(Machinery machinery) {
    this.machinery = machinery;
  }

  void success(String token, String output) {
    TaskAddress address = machinery.taskTokens.address(token);
    try {
      Json.check(output);
    } catch (JsonException e) {
      throw new CallerException(ErrorCode.INVALID_OUTPUT, "Invalid Output: '" + e.message() + "'");
    }
    Payload payload = Payload.ofText(output);
    send(address, task -> new Command.CompleteTask(task, payload, true));
  }

  void failure(String token, ErrorOutput error) {
    TaskAddress address = machinery.taskTokens.address(token);
    send(address, task -> new Command.FailTask(task, error, true));
  }

  void heartbeat(String token) {
    send(machinery.taskTokens.address(token), Command.HeartbeatTask::new);
  }

  private void send(TaskAddress address, IntFunction<Command> command) {
    boolean done =
        machinery.partitions.ask(
            address.partition(),
            address.execution(),
            command.apply(address.task()),
            (_, rejection) -> accepted(rejection),
            Callbacks::unknown);
    assert done;
  }

  private static boolean accepted(@Nullable Rejection rejection) {
    return switch (rejection) {
      case null -> true;
      case NOTHING_TO_DO -> true; // a heartbeat that nobody waits for
      case TASK_DOES_NOT_EXIST -> throw unknown();
      case TASK_TIMED_OUT, EXECUTION_CLOSED, NOT_REDRIVABLE ->
          throw new CallerException(
              ErrorCode.TASK_TIMED_OUT, "Task Timed Out: 'Provided task does not exist anymore'");
    };
  }

  private static CallerException unknown() {
    return new CallerException(
        ErrorCode.TASK_DOES_NOT_EXIST, "Task Does Not Exist: 'Provided task does not exist'");
  }
}
