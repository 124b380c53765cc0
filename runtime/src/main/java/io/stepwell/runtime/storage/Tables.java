package io.stepwell.runtime.storage;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.store.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every table, its number and the layout of its keys. Numbers are big-endian, so that keys order as
/// they do. Every key begins with the account, except those that are looked up by time, which begin
/// with the time, and the partition's own notes in [#META].
///
/// Names end with a zero byte inside keys: no name contains one.
public final class Tables {
  /// account, execution, segment → segment (`engine.codec`).
  public static final Table SEGMENTS = new Table(1, "segments");

  /// account, machine, execution name → [ExecutionRow].
  public static final Table EXECUTIONS = new Table(2, "executions");

  /// account, machine, status, execution (newest first) → [ListRow].
  public static final Table LIST = new Table(3, "list");

  /// account, execution → number of segments covered, snapshot (`engine.codec`).
  public static final Table SNAPSHOTS = new Table(4, "snapshots");

  /// account, execution → nothing: somebody must act for it to go on.
  public static final Table AWAKE = new Table(5, "awake");

  /// due, account, execution → nothing: the execution's earliest deadline. One row per execution.
  public static final Table TIMERS = new Table(6, "timers");

  /// account, activity, time scheduled, execution, task → nothing: waits for a worker.
  public static final Table OFFERS = new Table(7, "offers");

  /// account, machine, hour, [Count] → counter.
  public static final Table COUNTERS = new Table(8, "counters");

  /// Was reserved for retention, which walks through [#LIST] instead. Never written.
  public static final Table EXPIRY = new Table(9, "expiry");

  /// text → the partition's own notes.
  public static final Table META = new Table(10, "meta");

  /// account, execution → why it was taken out of service.
  public static final Table QUARANTINE = new Table(11, "quarantine");

  /// number → account. Catalog.
  public static final Table ACCOUNTS = new Table(12, "accounts");

  /// account, machine → machine with its current revision. Catalog.
  public static final Table MACHINES = new Table(13, "machines");

  /// account, machine, version → version. Catalog.
  public static final Table VERSIONS = new Table(14, "versions");

  /// hash → definition. Catalog.
  public static final Table DEFINITIONS = new Table(15, "definitions");

  /// account, activity → activity. Catalog.
  public static final Table ACTIVITIES = new Table(16, "activities");

  /// account, machine, alias → alias. Catalog.
  public static final Table ALIASES = new Table(50, "aliases");

  /// account, sender, effect → a letter that its recipient has not acknowledged.
  public static final Table OUTBOX = new Table(20, "outbox");

  /// account, map run → what it was ordered with.
  public static final Table MAP_RUNS = new Table(21, "map-runs");

  /// account, map run → its progress.
  public static final Table MAP_RUN_PROGRESS = new Table(22, "map-run-progress");

  /// account, machine with label, id in the ARN → the map run's number.
  public static final Table MAP_RUN_NAMES = new Table(23, "map-run-names");

  /// account, map run, index → a child's result.
  public static final Table MAP_RUN_RESULTS = new Table(24, "map-run-results");

  /// account, execution, task → ARN of a map run that it ordered.
  public static final Table MAP_RUNS_OF = new Table(25, "map-runs-of");

  /// account, map run → nothing: it has not ended.
  public static final Table MAP_RUNS_OPEN = new Table(26, "map-runs-open");

  /// account, execution → its start (`engine.codec`): an asynchronous express execution that has not
  /// ended.
  public static final Table EXPRESS_STARTS = new Table(30, "express-starts");

  /// time, account, execution, ordinal → a change of status that is to be told.
  public static final Table STATUS_CHANGES = new Table(60, "status-changes");

  /// account, group and name of a schedule, with zero bytes between → schedule (`runtime.schedule`).
  public static final Table SCHEDULES = new Table(90, "schedules");

  /// For stores that want to know their tables at opening.
  public static final List<Table> ALL =
      List.of(
          SEGMENTS,
          EXECUTIONS,
          LIST,
          SNAPSHOTS,
          AWAKE,
          TIMERS,
          OFFERS,
          COUNTERS,
          EXPIRY,
          META,
          QUARANTINE,
          ACCOUNTS,
          MACHINES,
          VERSIONS,
          DEFINITIONS,
          ACTIVITIES,
          ALIASES,
          OUTBOX,
          MAP_RUNS,
          MAP_RUN_PROGRESS,
          MAP_RUN_NAMES,
          MAP_RUN_RESULTS,
          MAP_RUNS_OF,
          MAP_RUNS_OPEN,
          EXPRESS_STARTS,
          STATUS_CHANGES,
          SCHEDULES);

  /// The partition of what is no execution.
  public static final int CATALOG_PARTITION = 0xFFFF;

  /// The partition of express executions, beside those of standard ones.
  public static final int EXPRESS_PARTITION = 0xFFFE;

  /// The partition of schedules, which change beside everything else.
  public static final int SCHEDULE_PARTITION = 0xFFFD;

  private static final int KEY_BYTES = 12;

  private Tables() {}

  // ---- executions

  public static byte[] segment(ExecutionKey execution, int number) {
    return execution(ByteBuffer.allocate(KEY_BYTES + 4), execution).putInt(number).array();
  }

  /// The number of the segment under a key.
  public static int segmentNumber(byte[] key) {
    return ByteBuffer.wrap(key).getInt(KEY_BYTES);
  }

  /// The key in [#SNAPSHOTS], [#AWAKE] and [#QUARANTINE].
  public static byte[] execution(ExecutionKey execution) {
    return execution(ByteBuffer.allocate(KEY_BYTES), execution).array();
  }

  public static ExecutionKey executionOf(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key);
    return new ExecutionKey(in.getInt(), in.getLong());
  }

  public static byte[] executionName(ExecutionName name) {
    byte[] machine = utf8(name.stateMachine());
    byte[] own = utf8(name.name());
    return ByteBuffer.allocate(4 + machine.length + 1 + own.length)
        .putInt(name.account())
        .put(machine)
        .put((byte) 0)
        .put(own)
        .array();
  }

  public static ExecutionName executionNameOf(byte[] key) {
    int zero = 4;
    while (key[zero] != 0) {
      zero++;
    }
    return new ExecutionName(
        ByteBuffer.wrap(key).getInt(),
        new String(key, 4, zero - 4, StandardCharsets.UTF_8),
        new String(key, zero + 1, key.length - zero - 1, StandardCharsets.UTF_8));
  }

  public static byte[] list(
      int account, String stateMachine, ExecutionStatus status, long executionNumber) {
    byte[] machine = utf8(stateMachine);
    return ByteBuffer.allocate(4 + machine.length + 2 + 8)
        .putInt(account)
        .put(machine)
        .put((byte) 0)
        .put(StatusCode.of(status))
        .putLong(~executionNumber)
        .array();
  }

  /// The machine in the key of a list's row.
  public static String listedMachine(byte[] key) {
    return new String(key, 4, key.length - 4 - 10, StandardCharsets.UTF_8);
  }

  /// Behind all rows of a list that have a row's machine and status.
  public static byte[] afterStatus(byte[] key) {
    return after(listPrefix(key));
  }

  /// What the keys of a list's rows begin with that have this row's machine and status.
  public static byte[] listPrefix(byte[] key) {
    return Arrays.copyOf(key, key.length - 8);
  }

  /// The first key of such a list that stands for an execution with this number or an older one.
  public static byte[] listedFrom(byte[] prefix, long number) {
    return ByteBuffer.allocate(prefix.length + 8).put(prefix).putLong(~number).array();
  }

  public static boolean isListedAs(byte[] key, ExecutionStatus status) {
    return key[key.length - 9] == StatusCode.of(status);
  }

  public static long listedNumber(byte[] key) {
    return ~ByteBuffer.wrap(key).getLong(key.length - 8);
  }

  // ---- letters and map runs

  /// @param sender an execution or a map run
  /// @param effect which of its letters
  public static byte[] letter(ExecutionKey sender, long effect) {
    return execution(ByteBuffer.allocate(KEY_BYTES + 8), sender).putLong(effect).array();
  }

  /// The key of a child's result, and of a map run under its execution.
  public static byte[] numbered(ExecutionKey owner, int number) {
    return execution(ByteBuffer.allocate(KEY_BYTES + 4), owner).putInt(number).array();
  }

  /// The number in such a key.
  public static int numberOf(byte[] key) {
    return ByteBuffer.wrap(key).getInt(KEY_BYTES);
  }

  // ---- by time

  public static byte[] timer(long due, ExecutionKey execution) {
    return execution(ByteBuffer.allocate(8 + KEY_BYTES).putLong(due), execution).array();
  }

  public static byte[] statusChange(long at, ExecutionKey execution, int ordinal) {
    ByteBuffer out = ByteBuffer.allocate(8 + KEY_BYTES + 4).putLong(at);
    return execution(out, execution).putInt(ordinal).array();
  }

  /// The smallest key that is due at this time or later.
  public static byte[] timersFrom(long due) {
    return ByteBuffer.allocate(8).putLong(due).array();
  }

  public static long timerDue(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  public static ExecutionKey timerExecution(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key).position(8);
    return new ExecutionKey(in.getInt(), in.getLong());
  }

  // ---- activities

  /// The keys of an activity's offers begin with this.
  public static byte[] offers(int account, String activity) {
    return named(account, activity);
  }

  public static byte[] offer(
      int account, String activity, long scheduledAt, ExecutionKey execution, int task) {
    byte[] prefix = named(account, activity);
    ByteBuffer out = ByteBuffer.allocate(prefix.length + 8 + KEY_BYTES + 4);
    return execution(out.put(prefix).putLong(scheduledAt), execution).putInt(task).array();
  }

  /// The account's number in the key of an offer.
  public static int offerAccount(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }

  /// The activity's name in the key of an offer.
  public static String offerActivity(byte[] key) {
    return new String(key, 4, key.length - 4 - 1 - 8 - KEY_BYTES - 4, StandardCharsets.UTF_8);
  }

  public static long offerScheduledAt(byte[] key) {
    return ByteBuffer.wrap(key).getLong(key.length - 24);
  }

  public static ExecutionKey offerExecution(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key).position(key.length - KEY_BYTES - 4);
    return new ExecutionKey(in.getInt(), in.getLong());
  }

  public static int offerTask(byte[] key) {
    return ByteBuffer.wrap(key).getInt(key.length - 4);
  }

  // ---- counters

  /// What is counted per machine and hour. The codes are part of the stored format.
  public enum Count {
    STARTED(0),
    SUCCEEDED(1),
    FAILED(2),
    TIMED_OUT(3),
    ABORTED(4),
    TRANSITIONS(5),
    LOG_BYTES(6),
    /// Of express executions, in steps of 100 ms.
    BILLED_MILLIS(7),
    /// Of express executions: the billed time of each times its billed memory.
    BILLED_MEGABYTE_MILLIS(8),
    /// Of executions that ended, from their start (or redrive) to their end.
    DURATION_MILLIS(9);

    private final byte code;

    Count(int code) {
      this.code = (byte) code;
    }
  }

  /// The first key of a machine's counters of this hour or later.
  ///
  /// @param hour since 1970
  public static byte[] countersFrom(int account, String stateMachine, int hour) {
    byte[] prefix = named(account, stateMachine);
    return ByteBuffer.allocate(prefix.length + 4).put(prefix).putInt(hour).array();
  }

  /// The machine in the key of a counter.
  public static String counterMachine(byte[] key) {
    return new String(key, 4, key.length - 4 - 6, StandardCharsets.UTF_8);
  }

  public static int counterHour(byte[] key) {
    return ByteBuffer.wrap(key).getInt(key.length - 5);
  }

  /// What a counter counts; null when a later version wrote it.
  public static @Nullable Count counterCount(byte[] key) {
    byte code = key[key.length - 1];
    for (Count count : Count.values()) {
      if (count.code == code) {
        return count;
      }
    }
    return null;
  }

  /// @param hour since 1970
  public static byte[] counter(int account, String stateMachine, int hour, Count count) {
    byte[] prefix = named(account, stateMachine);
    return ByteBuffer.allocate(prefix.length + 5).put(prefix).putInt(hour).put(count.code).array();
  }

  // ---- the catalog

  public static byte[] account(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  public static int accountNumber(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }

  /// The key of a machine or an activity; with it begin those of its versions.
  public static byte[] named(int account, String name) {
    byte[] text = utf8(name);
    return ByteBuffer.allocate(4 + text.length + 1).putInt(account).put(text).put((byte) 0).array();
  }

  public static byte[] version(int account, String stateMachine, int number) {
    byte[] prefix = named(account, stateMachine);
    return ByteBuffer.allocate(prefix.length + 4).put(prefix).putInt(number).array();
  }

  public static byte[] alias(int account, String stateMachine, String alias) {
    byte[] prefix = named(account, stateMachine);
    byte[] own = utf8(alias);
    return ByteBuffer.allocate(prefix.length + own.length).put(prefix).put(own).array();
  }

  public static byte[] text(String key) {
    return utf8(key);
  }

  // ---- ranges

  /// The end of the range of all keys that begin with this.
  public static byte[] after(byte[] prefix) {
    for (int i = prefix.length - 1; i >= 0; i--) {
      if (prefix[i] != (byte) 0xFF) {
        byte[] end = Arrays.copyOf(prefix, i + 1);
        end[i]++;
        return end;
      }
    }
    return lastKey();
  }

  /// Behind every key that this class makes.
  public static byte[] lastKey() {
    byte[] last = new byte[64];
    Arrays.fill(last, (byte) 0xFF);
    return last;
  }

  private static ByteBuffer execution(ByteBuffer out, ExecutionKey key) {
    return out.putInt(key.account()).putLong(key.number());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
