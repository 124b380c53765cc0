package io.stepwell.runtime;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Orchestrator.Activity;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Orchestrator.StateMachine;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What people who look after a server ask beside AWS's API: numbers, what waits, what is out of
/// service. Reads the store only, never what holds up a partition; the work of each question is
/// bounded. Times are epoch milliseconds.
public interface Overview {

  // ---- numbers

  /// What was counted. Executions count where they began and where they ended.
  ///
  /// @param billedMillis of express executions that ended, as AWS bills it
  /// @param billedMegabyteMillis the same, times the billed memory of each
  /// @param durationMillis of those that ended, added up, each from its start or its redrive on
  record Counts(
      long started,
      long succeeded,
      long failed,
      long timedOut,
      long aborted,
      long transitions,
      long logBytes,
      long billedMillis,
      long billedMegabyteMillis,
      long durationMillis) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
      return new Counts(
          started + other.started,
          succeeded + other.succeeded,
          failed + other.failed,
          timedOut + other.timedOut,
          aborted + other.aborted,
          transitions + other.transitions,
          logBytes + other.logBytes,
          billedMillis + other.billedMillis,
          billedMegabyteMillis + other.billedMegabyteMillis,
          durationMillis + other.durationMillis);
    }
  }

  /// @param hour since 1970
  record Hour(int hour, Counts counts) {}

  /// @param running at most [#MAX_COUNTED]
  /// @param runningIsMore whether more than that are running
  /// @param lastStartedAt 0 when nothing was ever started
  record MachineNumbers(
      StateMachine machine,
      Counts counts,
      int running,
      boolean runningIsMore,
      long lastStartedAt) {}

  /// So far running executions are counted.
  int MAX_COUNTED = 1_000;

  /// Machines in the order of their names, with what was counted from this hour on.
  ///
  /// @param namePart a part of the name, in any case; empty for all
  /// @param fromHour since 1970
  Page<MachineNumbers> machines(
      Account account, String namePart, int fromHour, int max, @Nullable String after);

  /// The hours in which something was counted of a machine, oldest first. What the children of its
  /// map runs used is in it (transitions, log bytes, what is billed), how they ended is not.
  ///
  /// @param from the first hour since 1970
  /// @param to the first one that is left out
  List<Hour> hours(Account account, String stateMachineArn, int from, int to);

  /// What an execution came to so far.
  ///
  /// @param express whether it was one
  /// @param transitions states entered, and attempts repeated
  /// @param stoppedAt 0 while it runs
  record Work(
      boolean express,
      ExecutionStatus status,
      long transitions,
      long startedAt,
      long stoppedAt,
      String definition) {}

  /// @param executionArn of a standard execution, or of an express one that is remembered
  Work work(Account account, String executionArn);

  // ---- executions

  /// Which executions of a machine are wanted.
  ///
  /// @param statuses none for all
  /// @param name a part of the name, in any case; null for all
  /// @param from the earliest start
  /// @param to the latest start
  /// @param version its number; null for all
  /// @param alias its name; null for all
  record Search(
      String stateMachineArn,
      Set<ExecutionStatus> statuses,
      @Nullable String name,
      long from,
      long to,
      @Nullable String version,
      @Nullable String alias) {
    public Search {
      statuses = Set.copyOf(statuses);
    }
  }

  /// Newest first; the items carry no input, output and error. Fewer than asked for may come although
  /// others follow.
  Page<Execution> search(Account account, Search search, int max, @Nullable String after);

  /// Which executions of all machines are wanted by name.
  ///
  /// @param prefix what their names begin with
  /// @param statuses none for all
  /// @param from the earliest start
  /// @param to the latest start
  record NameSearch(String prefix, Set<ExecutionStatus> statuses, long from, long to) {
    public NameSearch {
      statuses = Set.copyOf(statuses);
    }
  }

  /// @param more whether others were found that are left out, or not all were looked at
  record NamedExecutions(List<Execution> executions, boolean more) {}

  /// The executions of all machines that have such a name, the newest first. Of express machines, those
  /// that are remembered. The items carry no input, output and error.
  NamedExecutions named(Account account, NameSearch search, int max);

  // ---- what waits

  /// A task that SendTaskSuccess and SendTaskFailure may end.
  ///
  /// @param activity whether a worker has it; otherwise it waits for a callback
  /// @param dueAt when it times out or misses a heartbeat; 0 for never
  record WaitingTask(
      String token,
      boolean activity,
      String executionArn,
      String stateMachineArn,
      String state,
      String resource,
      long since,
      long dueAt,
      Payload input) {}

  /// @param lookedAt how many running executions were looked at for this page
  record WaitingTasks(List<WaitingTask> tasks, int lookedAt, @Nullable String next) {}

  /// @param stateMachineArn null for those of all machines
  WaitingTasks waitingTasks(
      Account account, @Nullable String stateMachineArn, int max, @Nullable String after);

  /// @param name empty for those that give none
  record Worker(String name, long seenAt) {}

  /// A task of an activity that no worker has yet.
  record OfferedTask(
      String executionArn, String stateMachineArn, String state, long since, Payload input) {}

  /// @param polling how many polls wait now
  /// @param workers seen since the process began, newest first
  /// @param waiting oldest first
  record ActivityOverview(
      Activity activity,
      int polling,
      List<Worker> workers,
      List<OfferedTask> waiting,
      @Nullable String next) {}

  ActivityOverview activity(Account account, String activityArn, int max, @Nullable String after);

  // ---- out of service

  /// An execution that is out of service.
  record Quarantined(String executionArn, String reason) {}

  List<Quarantined> quarantined();

  /// Takes an execution back into service; false when it was not out of service.
  boolean retryQuarantined(String executionArn);

  /// Ends an execution that is out of service; false when it was not.
  boolean abortQuarantined(String executionArn);

  // ---- the process

  int runningExpress();

  /// How many messages wait in all inboxes.
  int inboxDepth();
}
