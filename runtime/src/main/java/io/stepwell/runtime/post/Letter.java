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
  ///
  /// @param redrives of the run by then: one that was redriven since is wanted again
  record AbortMapRun(ExecutionName run, int redrives) implements Letter {}

  /// A redriven execution goes on with the run.
  ///
  /// @param redrives with this one
  record RedriveMapRun(ExecutionName run, int redrives) implements Letter {}

  /// A map run starts a child. A child of this name that exists is left as it is.
  record StartChild(ExecutionName child, Start start) implements Letter {}

  /// A map run redrives a standard child that did not succeed.
  ///
  /// @param attempt which the child begins with that, from 1
  record RedriveChild(ExecutionName child, ExecutionName run, int index, int items, int attempt)
      implements Letter {}

  /// A map run no longer wants a child.
  record StopChild(ExecutionName child) implements Letter {
    /// Express executions have two ids in their names.
    public boolean express() {
      return child.name().indexOf(':') >= 0;
    }
  }

  /// A child has ended; counts once for each index and attempt.
  ///
  /// @param items how many items it stood for
  /// @param attempt 0 unless the run was redriven and the child with it
  /// @param redrivable false when the child could not be redriven, and has ended as before
  record ChildEnded(
      ExecutionName run,
      int index,
      int items,
      ExecutionStatus status,
      @Nullable Payload output,
      @Nullable ErrorOutput error,
      int attempt,
      boolean redrivable)
      implements Letter {}

  /// A map run has ended; exactly one of result and error is not null.
  ///
  /// @param redrives of the run by then
  record MapRunEnded(
      ExecutionKey parent,
      int task,
      @Nullable Payload result,
      @Nullable ErrorOutput error,
      int redrives)
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
