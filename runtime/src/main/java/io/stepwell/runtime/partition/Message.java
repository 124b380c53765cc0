package io.stepwell.runtime.partition;

import io.stepwell.engine.Command;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.decide.SlowStep;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What lies in a partition's inbox.
public sealed interface Message {
  /// StartExecution.
  record Start(StartRequest request, Reply<Started> reply) implements Message {}

  /// A command from inside that nobody waits for.
  record Tell(ExecutionKey execution, Command command) implements Message {}

  /// A command whose outcome somebody waits for.
  ///
  /// @param missing what to say when there is no such execution
  record Ask<T>(
      Address address,
      Command command,
      Answer<T> answer,
      Supplier<CallerException> missing,
      Reply<T> reply)
      implements Message {}

  /// Look after what was outstanding when the last process ended.
  record Recover(ExecutionKey execution) implements Message {}

  /// A slow step has been decided, or could not be: exactly one of the two is not null.
  record Resume(LiveExecution live, @Nullable SlowStep step, @Nullable Throwable failure)
      implements Message {}

  /// Take a quarantined execution back into service.
  record Release(ExecutionName name, Reply<Boolean> reply) implements Message {}

  /// End a quarantined execution, whatever its history looks like.
  record Abandon(ExecutionName name, Reply<Boolean> reply) implements Message {}

  /// How an execution is found.
  sealed interface Address {
    record ByKey(ExecutionKey key) implements Address {}

    record ByName(ExecutionName name) implements Address {}
  }

  /// Makes an answer from the outcome of a command, on the partition's thread.
  interface Answer<T> {
    /// @param state after the command
    /// @param rejection why the command caused nothing, or null
    /// @throws CallerException when the outcome is a refusal
    T of(ExecutionState state, @Nullable Rejection rejection);
  }
}
