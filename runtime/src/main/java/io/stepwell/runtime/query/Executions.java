package io.stepwell.runtime.query;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Redrive;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.catalog.Arn.ExecutionArn;
import io.stepwell.runtime.catalog.Catalog;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunLink;
import io.stepwell.runtime.maprun.MapRunNames;
import io.stepwell.runtime.maprun.MapRunRows;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.PageTokens;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// DescribeExecution and GetExecutionHistory.
public final class Executions {
  private final Store store;
  private final MapRunRows mapRuns;
  private final int partitions;
  private final Catalog catalog;
  private final PageTokens pages;
  private final LongSupplier clock;
  private final Limits limits;

  public Executions(
      Store store,
      int partitions,
      Catalog catalog,
      PageTokens pages,
      LongSupplier clock,
      Limits limits) {
    this.store = store;
    this.mapRuns = new MapRunRows(store, partitions);
    this.partitions = partitions;
    this.catalog = catalog;
    this.pages = pages;
    this.clock = clock;
    this.limits = limits;
  }

  /// An execution that was found by its ARN.
  public record Found(int partition, ExecutionName name, ExecutionRow row) {}

  /// @throws CallerException InvalidArn, ExecutionDoesNotExist
  public Found find(String executionArn) {
    ExecutionName name = name(executionArn);
    int partition = name.partition(partitions);
    byte[] row = store.get(partition, Tables.EXECUTIONS, Tables.executionName(name));
    if (row == null) {
      throw missing(executionArn);
    }
    return new Found(partition, name, ExecutionRow.decode(row));
  }

  /// The name that an ARN spells.
  ///
  /// @throws CallerException InvalidArn, ExecutionDoesNotExist when nobody has the account
  public ExecutionName name(String executionArn) {
    ExecutionArn arn = Arn.parseExecution(executionArn);
    Integer account = catalog.accountNumber(arn.account());
    if (account == null) {
      throw missing(executionArn);
    }
    return new ExecutionName(account, arn.stateMachine(), arn.name());
  }

  public static CallerException missing(String executionArn) {
    return new CallerException(
        ErrorCode.EXECUTION_DOES_NOT_EXIST, "Execution Does Not Exist: '" + executionArn + "'");
  }

  /// A child of a map run, by its name.
  ///
  /// @param mapRunArn for the message when it is not there
  public Execution describe(ExecutionName name, String mapRunArn) {
    int partition = name.partition(partitions);
    byte[] row = store.get(partition, Tables.EXECUTIONS, Tables.executionName(name));
    if (row == null) {
      throw missing("a child of " + mapRunArn);
    }
    return describe(new Found(partition, name, ExecutionRow.decode(row)));
  }

  public Execution describe(String executionArn) {
    return describe(find(executionArn));
  }

  /// When the history can't be read: what the row says.
  private Execution describe(Found found) {
    try {
      return read(found);
    } catch (CorruptDataException e) {
      return damaged(found, String.valueOf(e.getMessage()));
    }
  }

  private Execution damaged(Found found, String damage) {
    ExecutionRow row = found.row();
    Account account = catalog.account(found.name().account());
    String machine = found.name().stateMachine();
    MapRunLink link = MapRunLink.of(row.link());
    String cause = "The stored history of this execution can't be read: " + damage;
    return new Execution(
        Arn.execution(account, machine, found.name().name()),
        Arn.stateMachine(account, machine),
        found.name().name(),
        link == null ? row.status() : status(found, link),
        row.startedAt(),
        row.stoppedAt(),
        null,
        null,
        row.status().closed() ? new ErrorOutput(null, cause) : null,
        null,
        null,
        null,
        row.redriveCount(),
        row.redrivenAt(),
        cause,
        link == null ? null : link.mapRunArn(),
        link == null ? 0 : link.items());
  }

  private Execution read(Found found) {
    ExecutionRow row = found.row();
    StoredHistory history = new StoredHistory(store, found.partition(), row.key());
    Start start = start(history);
    Stamped end = row.status().closed() ? history.segment(row.segments() - 1).getLast() : null;
    Event last = end == null ? null : end.event();
    MapRunLink link = MapRunLink.of(start.parent());
    Payload output = last instanceof Event.ExecutionSucceeded e ? e.output() : null;
    return new Execution(
        start.identity().arn(),
        start.identity().stateMachineArn(),
        start.identity().name(),
        link == null ? row.status() : status(found, link),
        row.startedAt(),
        row.stoppedAt(),
        start.input(),
        output,
        row.status().closed() && output == null ? error(last) : null,
        start.versionArn(),
        start.aliasArn(),
        start.traceHeader(),
        row.redriveCount(),
        row.redrivenAt(),
        notRedrivable(found, end == null ? 0 : end.id()),
        link == null ? null : link.mapRunArn(),
        link == null ? 0 : link.items());
  }

  private ExecutionStatus status(Found child, MapRunLink link) {
    ExecutionRow row = child.row();
    MapRun run;
    try {
      run = mapRuns.find(MapRunNames.of(child.name().account(), link.mapRunArn()));
    } catch (CorruptDataException e) {
      run = null; // a lost run redrives nobody
    }
    return run == null
        ? row.status()
        : MapRunRows.shown(run, row.status(), row.startedAt(), row.redrivenAt());
  }

  private @Nullable String notRedrivable(Found found, long events) {
    ExecutionRow row = found.row();
    if (catalog.deleting(found.name().account(), found.name().stateMachine())) {
      return "State machine is in DELETING status";
    }
    return Redrive.refusal(
        row.status(), events, row.startedAt(), row.stoppedAt(), clock.getAsLong(), limits);
  }

  /// An execution that was abandoned, because its history can't be read, ends without an event.
  private static ErrorOutput error(@Nullable Event last) {
    if (last instanceof Event.ExecutionFailed e) {
      return e.error();
    }
    if (last instanceof Event.ExecutionAborted e) {
      return e.error();
    }
    return last instanceof Event.ExecutionTimedOut e ? e.error() : new ErrorOutput(null, null);
  }

  /// What an execution was started with.
  public Start start(Found found) {
    return readable(
        found.name().name(),
        () -> start(new StoredHistory(store, found.partition(), found.row().key())));
  }

  private static Start start(StoredHistory history) {
    if (history.segment(0).getFirst().event() instanceof Event.ExecutionStarted started) {
      return started.start();
    }
    throw new CorruptDataException("the history does not begin with ExecutionStarted");
  }

  /// Of a damaged history, the events that can be read; DescribeExecution says that there are others.
  public Page<Stamped> history(
      String executionArn, boolean reverse, int max, @Nullable String nextToken) {
    Found found = find(executionArn);
    String question = "GetExecutionHistory " + executionArn + " " + reverse;
    long now = clock.getAsLong();
    long first = reverse ? Long.MAX_VALUE : 1;
    if (nextToken != null) {
      first = ByteBuffer.wrap(pages.position(question, nextToken, now)).getLong();
    }
    StoredHistory history = new StoredHistory(store, found.partition(), found.row().key());
    List<Stamped> events = history.readableEvents(first, reverse, max + 1);
    if (events.size() <= max) {
      return new Page<>(events, null);
    }
    byte[] next = ByteBuffer.allocate(8).putLong(events.get(max).id()).array();
    return new Page<>(events.subList(0, max), pages.token(question, next, now));
  }

  /// Damage in one execution is told as such, and is nobody else's.
  private static <T> T readable(String which, Supplier<T> read) {
    try {
      return read.get();
    } catch (CorruptDataException e) {
      throw new CallerException(
          ErrorCode.INTERNAL_FAILURE,
          "The stored history of '" + which + "' can't be read: " + e.getMessage());
    }
  }
}
