package io.stepwell.runtime.overview;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.TaskResource;
import io.stepwell.engine.TaskResource.Kind;
import io.stepwell.engine.TaskResource.Pattern;
import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.TaskRun;
import io.stepwell.runtime.Overview.WaitingTask;
import io.stepwell.runtime.Overview.WaitingTasks;
import io.stepwell.runtime.partition.StoredState;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.PageTokens;
import io.stepwell.runtime.token.TaskTokens;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Tasks that wait for a callback, found in the states of running executions. There is no index of
/// them: that would cost every execution something, while few people ask. So a page looks at a
/// bounded number of running executions and says where it stopped.
public final class RunningTasks {
  private static final int MAX_LOOKED_AT = 2_000;

  /// Machines without running executions cost little, but not nothing.
  private static final int MAX_PASSED = 20_000;

  private final Store store;
  private final int partitions;
  private final TaskTokens tokens;
  private final PageTokens pages;
  private final LongSupplier clock;

  public RunningTasks(
      Store store, int partitions, TaskTokens tokens, PageTokens pages, LongSupplier clock) {
    this.store = store;
    this.partitions = partitions;
    this.tokens = tokens;
    this.pages = pages;
    this.clock = clock;
  }

  /// @param stateMachine a machine's name, with the machines inside it; null for all
  public WaitingTasks list(
      int account, @Nullable String stateMachine, int max, @Nullable String after) {
    String question = "waiting tasks " + account + " " + stateMachine;
    long now = clock.getAsLong();
    Look look = new Look(account, stateMachine, max);
    int partition = 0;
    byte[] from = look.first();
    if (after != null) {
      ByteBuffer place = ByteBuffer.wrap(pages.position(question, after, now));
      partition = place.getInt();
      from = Arrays.copyOfRange(place.array(), 4, place.capacity());
    }
    while (partition < partitions) {
      byte[] stopped = look.in(partition, from);
      if (stopped != null) {
        byte[] place =
            ByteBuffer.allocate(4 + stopped.length).putInt(partition).put(stopped).array();
        return new WaitingTasks(look.found, look.lookedAt, pages.token(question, place, now));
      }
      partition++;
      from = look.first();
    }
    return new WaitingTasks(look.found, look.lookedAt, null);
  }

  /// One page in the making.
  private final class Look {
    private final int account;
    private final @Nullable String stateMachine;
    private final int max;
    private final List<WaitingTask> found = new ArrayList<>();
    private int lookedAt;
    private int passed;

    Look(int account, @Nullable String stateMachine, int max) {
      this.account = account;
      this.stateMachine = stateMachine;
      this.max = max;
    }

    byte[] first() {
      return stateMachine == null
          ? Tables.account(account)
          : Arrays.copyOf(
              Tables.named(account, stateMachine), Tables.named(account, stateMachine).length - 1);
    }

    /// Behind the machine and those inside it, whose names go on with a slash.
    private byte[] end() {
      byte[] first = first();
      if (stateMachine == null) {
        return Tables.after(first);
      }
      byte[] end = Arrays.copyOf(first, first.length + 1);
      end[first.length] = '/' + 1;
      return end;
    }

    /// Looks through a partition; returns where to go on when the page is full, or null.
    byte @Nullable [] in(int partition, byte[] start) {
      byte[] from = start;
      while (true) {
        byte[] next = machine(partition, from);
        if (next == null) {
          return null;
        }
        if (isFull()) {
          return next;
        }
        from = next;
      }
    }

    private boolean isFull() {
      return found.size() >= max || lookedAt >= MAX_LOOKED_AT || passed >= MAX_PASSED;
    }

    /// Looks at the running executions of the first machine from a key on; returns the key to go on
    /// from, or null at the end.
    private byte @Nullable [] machine(int partition, byte[] from) {
      passed++;
      try (Cursor cursor = store.scan(partition, Tables.LIST, from, end(), false)) {
        while (cursor.next()) {
          byte[] key = cursor.key();
          String name = Tables.listedMachine(key);
          if (!isWanted(name) || !Tables.isListedAs(key, ExecutionStatus.RUNNING)) {
            return Tables.after(Tables.named(account, name));
          }
          if (isFull()) {
            return key;
          }
          look(partition, new ExecutionKey(account, Tables.listedNumber(key)));
        }
        return null;
      }
    }

    private boolean isWanted(String name) {
      return stateMachine == null
          || name.equals(stateMachine)
          || name.startsWith(stateMachine + "/");
    }

    private void look(int partition, ExecutionKey key) {
      lookedAt++;
      ExecutionState state = stateOf(partition, key);
      if (state != null && !state.status().closed()) {
        for (Lane lane : state.lanes()) {
          TaskRun run = lane.task();
          if (run != null && isWaiting(run)) {
            found.add(shown(partition, key, state, lane, run));
          }
        }
      }
    }
  }

  private @Nullable ExecutionState stateOf(int partition, ExecutionKey key) {
    try {
      StoredState stored = StoredState.read(store, partition, key);
      return stored == null ? null : stored.state();
    } catch (CorruptDataException e) {
      return null; // its partition takes it out of service and says so
    }
  }

  private static boolean isWaiting(TaskRun run) {
    TaskResource resource = run.resource();
    return resource.kind() == Kind.ACTIVITY
        ? run.started()
        : resource.kind() == Kind.INTEGRATION && resource.pattern() == Pattern.WAIT_FOR_TASK_TOKEN;
  }

  private WaitingTask shown(
      int partition, ExecutionKey key, ExecutionState state, Lane lane, TaskRun run) {
    Long timeout = run.timeoutAt();
    Long heartbeat = run.heartbeatAt();
    long due =
        Math.min(
            timeout == null ? Long.MAX_VALUE : timeout,
            heartbeat == null ? Long.MAX_VALUE : heartbeat);
    return new WaitingTask(
        tokens.token(partition, key, run.task()),
        run.resource().kind() == Kind.ACTIVITY,
        state.start().identity().arn(),
        state.start().identity().stateMachineArn(),
        String.valueOf(lane.stateName()),
        run.resource().arn(),
        run.scheduledAt(),
        due == Long.MAX_VALUE ? 0 : due,
        run.input());
  }
}
