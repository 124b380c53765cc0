package io.stepwell.runtime;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Stamped;
import io.stepwell.json.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything that the faces can ask, in the words of the Step Functions API.
///
/// All methods block until the answer is durable; they are made for virtual threads. Every mistake
/// of the caller is a [CallerException] with AWS's type and message. Times are epoch milliseconds.
/// ARNs are taken as callers wrote them and checked here.
public interface Orchestrator {

  // ---- state machines

  record CreateStateMachine(
      String name,
      String definition,
      String roleArn,
      Type type,
      @Nullable Object loggingConfiguration,
      @Nullable Object tracingConfiguration,
      @Nullable Object encryptionConfiguration,
      Map<String, String> tags,
      boolean publish,
      @Nullable String versionDescription) {}

  record UpdateStateMachine(
      String stateMachineArn,
      @Nullable String definition,
      @Nullable String roleArn,
      @Nullable Object loggingConfiguration,
      @Nullable Object tracingConfiguration,
      @Nullable Object encryptionConfiguration,
      boolean publish,
      @Nullable String versionDescription) {}

  enum Type {
    STANDARD,
    EXPRESS
  }

  /// @param revisionId null until the first update
  record StateMachine(
      String arn,
      String name,
      Type type,
      boolean deleting,
      String definition,
      String roleArn,
      long createdAt,
      long updatedAt,
      @Nullable String revisionId,
      @Nullable String description,
      @Nullable Object loggingConfiguration,
      @Nullable Object tracingConfiguration,
      @Nullable Object encryptionConfiguration,
      Map<String, Set<String>> variableReferences) {}

  record Created(String arn, long createdAt, @Nullable String versionArn) {}

  record Updated(long updatedAt, @Nullable String revisionId, @Nullable String versionArn) {}

  Created createStateMachine(Account account, CreateStateMachine request);

  Updated updateStateMachine(Account account, UpdateStateMachine request);

  StateMachine describeStateMachine(Account account, String stateMachineArn);

  /// The definition that an execution uses, and the machine it belongs to.
  StateMachine describeStateMachineForExecution(Account account, String executionArn);

  Page<StateMachine> listStateMachines(Account account, int maxResults, @Nullable String nextToken);

  void deleteStateMachine(Account account, String stateMachineArn);

  /// Versions, aliases and tags.
  Releases releases();

  // ---- states by themselves

  /// Runs one state, at most five minutes; interrupting the caller's thread ends it.
  TestedState testState(Account account, TestState test) throws InterruptedException;

  // ---- executions

  record Started(String executionArn, long startedAt) {}

  /// @param stoppedAt 0 while it runs
  /// @param output null unless it succeeded
  /// @param notRedrivable why it can't be redriven; null when it can, and in lists
  /// @param mapRunArn of the map run whose child it is, or null
  /// @param itemCount how many of its items the child stands for
  record Execution(
      String arn,
      String stateMachineArn,
      String name,
      ExecutionStatus status,
      long startedAt,
      long stoppedAt,
      @Nullable Payload input,
      @Nullable Payload output,
      @Nullable ErrorOutput error,
      @Nullable String versionArn,
      @Nullable String aliasArn,
      @Nullable String traceHeader,
      int redriveCount,
      long redrivenAt,
      @Nullable String notRedrivable,
      @Nullable String mapRunArn,
      int itemCount) {}

  record Page<T>(List<T> items, @Nullable String nextToken) {}

  /// @param stateMachineArn a machine, a version or an alias
  /// @param name null for a fresh one
  /// @param input JSON text; null for `{}`
  Started startExecution(
      Account account,
      String stateMachineArn,
      @Nullable String name,
      @Nullable String input,
      @Nullable String traceHeader);

  /// @param status SUCCEEDED, FAILED or TIMED_OUT
  /// @param output null unless it succeeded
  /// @param billedMillis in steps of 100 ms
  /// @param billedMegabytes in steps of 64 MB
  record SyncExecution(
      String arn,
      String stateMachineArn,
      String name,
      ExecutionStatus status,
      long startedAt,
      long stoppedAt,
      Payload input,
      @Nullable Payload output,
      @Nullable ErrorOutput error,
      @Nullable String traceHeader,
      long billedMillis,
      long billedMegabytes) {}

  /// Runs an execution of an express machine and returns when it has ended.
  SyncExecution startSyncExecution(
      Account account,
      String stateMachineArn,
      @Nullable String name,
      @Nullable String input,
      @Nullable String traceHeader)
      throws InterruptedException;

  /// An express execution that is still remembered.
  ///
  /// @param events history events from the first on
  /// @param complete whether these are all so far; otherwise later ones were too many to remember
  record RecentExecution(Execution execution, List<Stamped> events, boolean complete) {}

  /// The executions of an express machine that began last, running or not, newest first; the items
  /// carry no input, output and error. Kept in memory only, and not many.
  List<Execution> listRecentExpress(Account account, String stateMachineArn, int maxResults);

  /// One of them.
  RecentExecution recentExpress(Account account, String executionArn);

  /// When it stopped.
  long stopExecution(Account account, String executionArn, ErrorOutput error);

  /// Lets an execution that failed, timed out or was aborted go on where it ended.
  ///
  /// @param clientToken the same request again, within 15 minutes, is answered like the first
  /// @return when it was redriven
  long redriveExecution(Account account, String executionArn, @Nullable String clientToken);

  Execution describeExecution(Account account, String executionArn);

  /// Newest first; the items carry no input, output and error. For a version or an alias only those
  /// that were started by it. Fewer than asked for may come although others follow.
  Page<Execution> listExecutions(
      Account account,
      String stateMachineArn,
      @Nullable ExecutionStatus status,
      int maxResults,
      @Nullable String nextToken);

  // ---- map runs

  /// @param stoppedAt 0 while it runs
  record MapRun(
      String arn,
      String executionArn,
      String stateMachineArn,
      String status,
      long startedAt,
      long stoppedAt,
      long maxConcurrency,
      long toleratedFailureCount,
      double toleratedFailurePercentage,
      MapRunCounts items,
      MapRunCounts executions,
      int redriveCount,
      long redrivenAt) {}

  /// How many items or child executions of a map run are in which state.
  record MapRunCounts(
      long pending,
      long running,
      long succeeded,
      long failed,
      long timedOut,
      long aborted,
      long total,
      long resultsWritten,
      long failuresNotRedrivable,
      long pendingRedrive) {}

  MapRun describeMapRun(Account account, String mapRunArn);

  /// The map runs of an execution, newest first.
  Page<MapRun> listMapRuns(
      Account account, String executionArn, int maxResults, @Nullable String nextToken);

  /// Changes what a running map run goes by; null leaves a setting as it is.
  void updateMapRun(
      Account account,
      String mapRunArn,
      @Nullable Long maxConcurrency,
      @Nullable Long toleratedFailureCount,
      @Nullable Double toleratedFailurePercentage);

  /// The children of a map run, newest first.
  Page<Execution> listMapRunExecutions(
      Account account,
      String mapRunArn,
      @Nullable ExecutionStatus status,
      @Nullable Boolean redriven,
      int maxResults,
      @Nullable String nextToken);

  /// History events only, internal ones left out.
  Page<Stamped> history(
      Account account,
      String executionArn,
      boolean reverse,
      int maxResults,
      @Nullable String nextToken);

  /// Shows every durable event from the first on, then new ones as they become durable, internal
  /// ones left out. `onEvent` is called on a thread of its own, in order; after the execution's last
  /// event it is called no more. Closing the watch ends it.
  Watch watch(Account account, String executionArn, Consumer<Stamped> onEvent);

  interface Watch extends AutoCloseable {
    /// Whether the execution's last event was shown within the time.
    boolean awaitEnd(Duration time) throws InterruptedException;

    @Override
    void close();
  }

  // ---- activities and callbacks

  /// @param encryptionConfiguration as AWS shows it
  record Activity(String arn, String name, long createdAt, Object encryptionConfiguration) {}

  /// @param token for SendTaskSuccess and its like
  record ActivityTask(String token, Payload input) {}

  Activity createActivity(
      Account account,
      String name,
      Map<String, String> tags,
      @Nullable Object encryptionConfiguration);

  Activity describeActivity(Account account, String activityArn);

  Page<Activity> listActivities(Account account, int maxResults, @Nullable String nextToken);

  void deleteActivity(Account account, String activityArn);

  /// The worker that waits for a task, as far as its connection shows.
  interface Presence {
    /// Of a worker in this process.
    Presence CERTAIN =
        new Presence() {
          @Override
          public boolean gone() {
            return false;
          }

          @Override
          public void whenGone(Runnable action) {}
        };

    /// Whether nobody is there any more to receive a task.
    boolean gone();

    /// Runs the action once, on any thread, when nobody is there any more.
    void whenGone(Runnable action);
  }

  /// Waits up to `patience` for a task; null when none came, or when the worker has gone meanwhile. A
  /// worker that goes between the answer and its receipt has the task: see [#returnActivityTask].
  @Nullable ActivityTask getActivityTask(
      Account account,
      String activityArn,
      @Nullable String workerName,
      Duration patience,
      Presence worker)
      throws InterruptedException;

  /// The worker that this token was meant for has not received it: the task waits for the next one.
  /// Does nothing when the task has ended. Only whoever got the token from [#getActivityTask] may say
  /// so, once, and before it can have reached the worker.
  void returnActivityTask(String taskToken);

  /// @param output JSON text
  void sendTaskSuccess(Account account, String taskToken, String output);

  void sendTaskFailure(Account account, String taskToken, ErrorOutput error);

  void sendTaskHeartbeat(Account account, String taskToken);
}
