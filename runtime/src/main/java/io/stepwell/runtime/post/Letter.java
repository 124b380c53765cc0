package io.stepwell.runtime.post;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Start;
import io.stepwell.json.Payload;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import org.jspecify.annotations.Nullable;

/// A command from one aggregate to another. Each is idempotent: a letter that is delivered twice
/// does what it does once.
public sealed interface Letter {

  /// An execution orders a map run. A run of this name that exists is left as it is.
  ///
  /// @param parent the execution's own start: its definition, role and trace are those of the run
  record StartMapRun(ExecutionName run, Parent parent, MapRunOrder order) implements Letter {}

  /// The execution no longer waits for the run.
  record AbortMapRun(ExecutionName run) implements Letter {}

  /// A map run starts a child. A child of this name that exists is left as it is.
  record StartChild(ExecutionName child, Start start) implements Letter {}

  /// A map run no longer wants a child.
  record StopChild(ExecutionName child) implements Letter {
    /// Express executions have two ids in their names.
    public boolean express() {
      return child.name().indexOf(':') >= 0;
    }
  }

  /// A child has ended; counts once for each index.
  ///
  /// @param items how many items it stood for
  record ChildEnded(
      ExecutionName run,
      int index,
      int items,
      ExecutionStatus status,
      @Nullable Payload output,
      @Nullable ErrorOutput error)
      implements Letter {}

  /// A map run has ended; exactly one of the last two is not null.
  record MapRunEnded(
      ExecutionKey parent, int task, @Nullable Payload result, @Nullable ErrorOutput error)
      implements Letter {}

  /// Who ordered a map run.
  record Parent(
      int partition,
      ExecutionKey key,
      String executionArn,
      String definitionHash,
      String roleArn,
      @Nullable String traceHeader) {}
}
