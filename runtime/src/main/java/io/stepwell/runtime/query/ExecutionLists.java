package io.stepwell.runtime.query;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Overview.Search;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.catalog.Arn.StateMachineArn;
import io.stepwell.runtime.catalog.Machine;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunNames;
import io.stepwell.runtime.maprun.MapRunRows;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ListRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.PageTokens;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// ListExecutions: the newest first, merged from the indexes of all partitions and statuses. A page
/// token holds the place between two executions, so that new ones don't shift the pages behind it.
public final class ExecutionLists {
  /// So many executions are looked at for one page when not all are wanted.
  private static final int MAX_LOOKED_AT = 10_000;

  /// Later than any time; its execution numbers are still positive.
  private static final long MAX_TIME = Long.MAX_VALUE >> 18;

  private static final List<ExecutionStatus> ALL = List.of(ExecutionStatus.values());

  /// What children may be indexed under that wait for a redrive.
  private static final List<ExecutionStatus> FAILURES =
      List.of(ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT, ExecutionStatus.ABORTED);

  private final Store store;
  private final int partitions;
  private final PageTokens pages;
  private final LongSupplier clock;

  public ExecutionLists(Store store, int partitions, PageTokens pages, LongSupplier clock) {
    this.store = store;
    this.partitions = partitions;
    this.pages = pages;
    this.clock = clock;
  }

  /// An execution's place in the order: by number, the newest first, then by partition.
  private record Place(long number, int partition) {
    static final Comparator<Place> ORDER =
        Comparator.comparing(Place::number, Comparator.<Long>reverseOrder())
            .thenComparingInt(Place::partition);

    byte[] encode() {
      return ByteBuffer.allocate(12).putLong(number).putInt(partition).array();
    }

    static Place decode(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new Place(in.getLong(), in.getInt());
    }
  }

  /// @param oldest the number of the first execution that may be among them
  /// @param newest that of the last one
  /// @param rows by what is listed of them, and the status that they are indexed under
  private record Wanted(
      List<ExecutionStatus> statuses,
      long oldest,
      long newest,
      BiPredicate<ListRow, ExecutionStatus> rows) {}

  /// One index under way, standing at an entry.
  private record Stream(Cursor cursor, int partition, ExecutionStatus status, Place place) {}

  /// Whose executions are listed: a machine's, or a map run's.
  ///
  /// @param owner under which they are indexed
  /// @param machine whose name is in their ARNs
  private record Listing(
      Account account, int accountNumber, String owner, String machine, @Nullable MapRun run) {
    ExecutionStatus status(ListRow row, ExecutionStatus own) {
      return run == null ? own : MapRunRows.shown(run, own, row.startedAt(), row.redrivenAt());
    }

    Execution shown(ListRow row, ExecutionStatus status) {
      boolean express = row.name().indexOf(':') >= 0;
      String name = express ? row.name().substring(0, row.name().indexOf(':')) : row.name();
      return new Execution(
          express
              ? Arn.express(account, machine, row.name())
              : Arn.execution(account, machine, row.name()),
          Arn.stateMachine(account, machine),
          name,
          status(row, status),
          row.startedAt(),
          row.stoppedAt(),
          null,
          null,
          null,
          row.versionArn(),
          row.aliasArn(),
          null,
          row.redriveCount(),
          row.redrivenAt(),
          null,
          run == null ? null : run.order().arn(),
          row.itemCount());
    }
  }

  /// @param startedBy a version or an alias; null for all that the machine has
  public Page<Execution> list(
      Machine machine,
      @Nullable StateMachineArn startedBy,
      @Nullable ExecutionStatus status,
      int max,
      @Nullable String nextToken) {
    String filter = startedBy == null ? null : startedBy.text();
    return list(
        listing(machine),
        "ListExecutions " + (filter == null ? machine.arn() : filter) + " " + status,
        status == null ? ALL : List.of(status),
        (row, _) -> isStartedBy(row, filter),
        max,
        nextToken);
  }

  private static Listing listing(Machine machine) {
    return new Listing(
        machine.account(), machine.accountNumber(), machine.name(), machine.name(), null);
  }

  /// The children of a map run.
  ///
  /// @param redriven whether only those that were, or only those that were not; null for all
  public Page<Execution> list(
      Account account,
      MapRun run,
      @Nullable ExecutionStatus status,
      @Nullable Boolean redriven,
      int max,
      @Nullable String nextToken) {
    ExecutionName name = run.name();
    Listing children =
        new Listing(account, name.account(), MapRunNames.listOwner(name), name.stateMachine(), run);
    return list(
        children,
        "ListExecutions " + run.order().arn() + " " + status + " " + redriven,
        status == null
            ? ALL
            : status == ExecutionStatus.PENDING_REDRIVE ? FAILURES : List.of(status),
        (row, own) ->
            (status == null || children.status(row, own) == status)
                && (redriven == null || redriven == (row.redriveCount() > 0)),
        max,
        nextToken);
  }

  private Page<Execution> list(
      Listing machine,
      String question,
      List<ExecutionStatus> statuses,
      BiPredicate<ListRow, ExecutionStatus> rows,
      int max,
      @Nullable String nextToken) {
    long now = clock.getAsLong();
    Place after = nextToken == null ? null : Place.decode(pages.position(question, nextToken, now));
    List<Execution> page = new ArrayList<>();
    Place last = merge(machine, new Wanted(statuses, 0, Long.MAX_VALUE, rows), after, max, page);
    String next = last == null ? null : pages.token(question, last.encode(), now);
    return new Page<>(page, next);
  }

  /// The same for whoever asks more than AWS answers.
  public Page<Execution> search(
      Machine machine, Search search, int max, @Nullable String nextToken) {
    String question = "search " + search;
    long now = clock.getAsLong();
    Place after = nextToken == null ? null : Place.decode(pages.position(question, nextToken, now));
    List<Execution> page = new ArrayList<>();
    Place last = merge(listing(machine), wanted(machine, search), after, max, page);
    String next = last == null ? null : pages.token(question, last.encode(), now);
    return new Page<>(page, next);
  }

  private static Wanted wanted(Machine machine, Search search) {
    String name = search.name() == null ? "" : search.name().toLowerCase(Locale.ROOT);
    String version = search.version() == null ? null : machine.arn() + ":" + search.version();
    String alias = search.alias() == null ? null : machine.arn() + ":" + search.alias();
    long to = Math.clamp(search.to(), 0, MAX_TIME);
    return new Wanted(
        search.statuses().isEmpty() ? ALL : List.copyOf(search.statuses()),
        ExecutionKey.firstNumberAt(Math.clamp(search.from(), 0, MAX_TIME)),
        ExecutionKey.firstNumberAt(to + 1) - 1,
        (row, _) ->
            (version == null || version.equals(row.versionArn()))
                && (alias == null || alias.equals(row.aliasArn()))
                && row.name().toLowerCase(Locale.ROOT).contains(name)
                && row.startedAt() >= search.from()
                && row.startedAt() <= search.to());
  }

  /// Whether an execution of the machine is running.
  public boolean anyRunning(int account, String stateMachine) {
    for (int partition = 0; partition < partitions; partition++) {
      byte[] from = Tables.list(account, stateMachine, ExecutionStatus.RUNNING, Long.MAX_VALUE);
      byte[] to = Tables.list(account, stateMachine, ExecutionStatus.RUNNING, 0);
      try (Cursor cursor = store.scan(partition, Tables.LIST, from, to, false)) {
        if (cursor.next()) {
          return true;
        }
      }
    }
    return false;
  }

  /// Fills a page; returns the place of its last entry when others follow.
  private @Nullable Place merge(
      Listing machine, Wanted wanted, @Nullable Place after, int max, List<Execution> page) {
    PriorityQueue<Stream> streams =
        new PriorityQueue<>(Comparator.comparing(Stream::place, Place.ORDER));
    List<Cursor> open = new ArrayList<>();
    try {
      for (int partition = 0; partition < partitions; partition++) {
        for (ExecutionStatus status : wanted.statuses()) {
          Cursor cursor = scan(machine, wanted, status, partition, after);
          open.add(cursor);
          advance(cursor, partition, status, after, streams);
        }
      }
      Place last = null;
      for (int looked = 0; page.size() < max && looked < MAX_LOOKED_AT; looked++) {
        Stream next = streams.poll();
        if (next == null) {
          return null;
        }
        ListRow row = ListRow.decode(next.cursor().value());
        if (wanted.rows().test(row, next.status())) {
          page.add(machine.shown(row, next.status()));
        }
        last = next.place();
        advance(next.cursor(), next.partition(), next.status(), after, streams);
      }
      return streams.isEmpty() ? null : last;
    } finally {
      open.forEach(Cursor::close);
    }
  }

  private Cursor scan(
      Listing machine,
      Wanted wanted,
      ExecutionStatus status,
      int partition,
      @Nullable Place after) {
    int account = machine.accountNumber();
    long newest = after == null ? wanted.newest() : Math.min(wanted.newest(), after.number());
    byte[] from = Tables.list(account, machine.owner(), status, newest);
    byte[] to = Tables.list(account, machine.owner(), status, Math.max(0, wanted.oldest() - 1));
    return store.scan(partition, Tables.LIST, from, to, false);
  }

  private static void advance(
      Cursor cursor,
      int partition,
      ExecutionStatus status,
      @Nullable Place after,
      PriorityQueue<Stream> streams) {
    while (cursor.next()) {
      Place place = new Place(Tables.listedNumber(cursor.key()), partition);
      if (after == null || Place.ORDER.compare(place, after) > 0) {
        streams.add(new Stream(cursor, partition, status, place));
        return;
      }
    }
  }

  private static boolean isStartedBy(ListRow row, @Nullable String arn) {
    return arn == null || arn.equals(row.versionArn()) || arn.equals(row.aliasArn());
  }
}
