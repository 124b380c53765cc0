package io.stepwell.runtime.partition;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Surroundings;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.store.Ticket;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// An execution in memory: its state, and what of it the store has been given. Belongs to its
/// partition's thread, except that a slow step reads the state while [#busy].
final class LiveExecution {
  final ExecutionKey key;
  final ExecutionName name;
  final ExecutionState state;
  final Plan plan;
  final Surroundings surroundings;

  /// How many segments the store has been given.
  int segments;

  /// How many of them the last snapshot covers.
  int snapshotSegments;

  int snapshotBytes;
  long tailBytes;

  /// What the rows say.
  @Nullable ExecutionStatus rowStatus;

  int rowRedrives;
  long timerDue = Long.MAX_VALUE;
  boolean awakeRow;

  /// Of the last batch that holds something of it; null when all is long durable.
  @Nullable Ticket ticket;

  /// The batch of the turn under way holds something of it.
  boolean unwritten;

  /// A slow step is being decided: commands wait.
  boolean busy;

  /// A Continue lies in the inbox.
  boolean continuing;

  long touchedAt;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Origin origin;

  record Waiting(Command command, Reaction reaction) {}

  LiveExecution(
      ExecutionKey key,
      ExecutionName name,
      ExecutionState state,
      Plan plan,
      Surroundings surroundings) {
    this.key = key;
    this.name = name;
    this.state = state;
    this.plan = plan;
    this.surroundings = surroundings;
  }

  /// Sets what the rows say to what they say for this state: rows are functions of it.
  void rowsAreCurrent() {
    rowStatus = state.status();
    rowRedrives = state.redriveCount();
    timerDue = state.nextDeadline();
    awakeRow = state.awake();
  }

  /// Whether its row is not what the state says: it may have been redriven and failed in one turn.
  boolean rowIsOld() {
    return rowStatus != state.status() || rowRedrives != state.redriveCount();
  }

  boolean durable() {
    Ticket last = ticket;
    return !unwritten && (last == null || last.isDurable());
  }

  /// Whether it may leave memory: it only waits, and the store has all of it.
  boolean evictable() {
    return !awakeRow && stored();
  }

  /// Whether nothing is under way here, and the store has all of it.
  boolean stored() {
    return !busy && !continuing && durable();
  }

  void queue(Command command, Reaction reaction) {
    waiting.add(new Waiting(command, reaction));
  }

  @Nullable Waiting nextWaiting() {
    return waiting.poll();
  }

  Origin origin(int partition) {
    Origin known = origin;
    if (known == null) {
      known = new Origin(partition, key, state.start());
      origin = known;
    }
    return known;
  }
}
