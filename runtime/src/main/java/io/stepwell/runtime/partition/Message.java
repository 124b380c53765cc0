package io.stepwell.runtime.partition;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.decide.SlowStep;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.maprun.Chunk;
import io.stepwell.runtime.post.Envelope;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What lies in a partition's inbox.
public sealed interface Message {
  /// The state machine that a message from outside is about; empty where only a key says which.
  static String machine(Message message) {
    return switch (message) {
      case Start start -> start.request().name().stateMachine();
      case Ask<?>(Address.ByName(ExecutionName name), _, _, _, _) -> name.stateMachine();
      default -> "";
    };
  }

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

  /// There is room for a call that was parked when its execution left memory.
  record Recall(ExecutionKey execution, int task) implements Message {}

  /// A slow step has been decided, or could not be: exactly one of the two is not null.
  record Resume(LiveExecution live, @Nullable SlowStep step, @Nullable Throwable failure)
      implements Message {}

  /// Take a quarantined execution back into service.
  record Release(ExecutionName name, Reply<Boolean> reply) implements Message {}

  /// End a quarantined execution, whatever its history looks like.
  record Abandon(ExecutionName name, Reply<Boolean> reply) implements Message {}

  /// A letter for this partition.
  record Deliver(Envelope envelope) implements Message {}

  /// A letter of this partition has been handled.
  @SuppressWarnings("ArrayRecordComponent") // the key is the letter's and is never changed
  record Acknowledge(byte[] key) implements Message {}

  /// Changes of status have been told.
  record StatusTold(List<byte[]> keys) implements Message {}

  /// A letter that lies in the outbox since an earlier process.
  record Post(Envelope envelope) implements Message {}

  /// Something happened to a map run of this partition.
  record ToMapRun(ExecutionKey run, MapRunNews news) implements Message {}

  /// A map run that an execution of this partition waits for is lost.
  ///
  /// @param task by which the parent knows it
  /// @param partition of the run
  record MapRunLost(
      ExecutionKey parent, int task, String arn, int partition, ExecutionKey run, String damage)
      implements Message {}

  /// An express child of a map run of this partition has ended.
  ///
  /// @param start the key of the letter that started it: handled with this
  /// @param input of the child
  /// @param exported the child as a ResultWriter exports it
  @SuppressWarnings("ArrayRecordComponent") // the key is the letter's and is never changed
  record ExpressChildEnded(
      byte[] start, Letter.ChildEnded ended, Payload input, Supplier<Payload> exported)
      implements Message {}

  /// UpdateMapRun; null leaves a setting as it is.
  record UpdateMapRun(
      ExecutionName run,
      @Nullable Long maxConcurrency,
      @Nullable Long toleratedCount,
      @Nullable Double toleratedPercentage,
      Reply<Boolean> reply)
      implements Message {}

  /// What a map run learns of the work that is done for it elsewhere.
  sealed interface MapRunNews {
    /// Items were read.
    record Read(Chunk chunk) implements MapRunNews {}

    /// The results were put together; exactly one of the two is not null.
    record Gathered(@Nullable Payload result, @Nullable ErrorOutput error) implements MapRunNews {}

    /// There may be children to be started or stopped.
    record GoOn() implements MapRunNews {}

    /// Its end is durable.
    record Forget() implements MapRunNews {}

    /// It is not in memory, as its rows can't be read.
    record Unreadable(String damage) implements MapRunNews {}

    /// It was lost, and its parent goes on without it.
    record GivenUp() implements MapRunNews {}
  }

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
