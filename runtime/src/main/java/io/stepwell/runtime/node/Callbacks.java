package io.stepwell.runtime.node;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Rejection;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.token.TaskTokens.TaskAddress;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat. A token is good for callers of its own
/// account only, as on AWS.
final class Callbacks {
  private final Machinery machinery;

  Callbacks(Machinery machinery) {
    this.machinery = machinery;
  }

  void success(Account account, String token, String output) {
    TaskAddress address = address(account, token);
    try {
      Json.check(output);
    } catch (JsonException e) {
      throw new CallerException(ErrorCode.INVALID_OUTPUT, "Invalid Output: '" + e.message() + "'");
    }
    Payload payload = Payload.ofText(output);
    send(address, task -> new Command.CompleteTask(task, payload, true));
  }

  void failure(Account account, String token, ErrorOutput error) {
    TaskAddress address = address(account, token);
    send(address, task -> new Command.FailTask(task, error, true));
  }

  void heartbeat(Account account, String token) {
    send(address(account, token), Command.HeartbeatTask::new);
  }

  void giveBack(String token) {
    TaskAddress address = machinery.taskTokens.address(token);
    machinery.partitions.tell(
        address.partition(), address.execution(), new Command.ReturnActivityTask(address.task()));
  }

  private TaskAddress address(Account account, String token) {
    TaskAddress address = machinery.taskTokens.address(token);
    Account owner = machinery.catalog.account(address.execution().account());
    if (!owner.id().equals(account.id())) {
      throw new CallerException(ErrorCode.INVALID_TOKEN, "Invalid Token: 'Invalid token'");
    }
    return address;
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
