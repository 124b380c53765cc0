package io.stepwell.runtime.query;

import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.catalog.Arn.MapRunArn;
import io.stepwell.runtime.catalog.Catalog;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunCounts;
import io.stepwell.runtime.maprun.MapRunRows;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.PageTokens;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// DescribeMapRun and ListMapRuns.
public final class MapRunQueries {
  private static final Logger LOG = LoggerFactory.getLogger(MapRunQueries.class);

  private final Store store;
  private final MapRunRows rows;
  private final Catalog catalog;
  private final PageTokens pages;
  private final LongSupplier clock;

  public MapRunQueries(
      Store store, int partitions, Catalog catalog, PageTokens pages, LongSupplier clock) {
    this.store = store;
    this.rows = new MapRunRows(store, partitions);
    this.catalog = catalog;
    this.pages = pages;
    this.clock = clock;
  }

  /// @throws CallerException InvalidArn, ResourceNotFound
  public ExecutionName name(String mapRunArn) {
    MapRunArn arn = Arn.parseMapRun(mapRunArn);
    Integer account = catalog.accountNumber(arn.account());
    if (account == null) {
      throw missing(mapRunArn);
    }
    return new ExecutionName(account, arn.stateMachine(), arn.id());
  }

  /// @throws CallerException InvalidArn, ResourceNotFound
  public Orchestrator.MapRun describe(String mapRunArn) {
    return shown(find(mapRunArn));
  }

  /// @throws CallerException InvalidArn, ResourceNotFound
  public MapRun find(String mapRunArn) {
    try {
      MapRun run = rows.find(name(mapRunArn));
      if (run == null) {
        throw missing(mapRunArn);
      }
      return run;
    } catch (CorruptDataException e) {
      throw new CallerException(
          ErrorCode.INTERNAL_FAILURE,
          "The stored rows of '" + mapRunArn + "' can't be read: " + e.getMessage());
    }
  }

  /// @param found the execution whose runs are listed
  public Page<Orchestrator.MapRun> list(
      Executions.Found found, String executionArn, int max, @Nullable String nextToken) {
    String question = "ListMapRuns " + executionArn;
    long now = clock.getAsLong();
    byte[] from = Tables.execution(found.row().key());
    byte[] to = Tables.after(from);
    if (nextToken != null) {
      byte[] position = pages.position(question, nextToken, now);
      to = Tables.numbered(found.row().key(), ByteBuffer.wrap(position).getInt());
    }
    List<Orchestrator.MapRun> page = new ArrayList<>();
    int last = 0;
    try (Cursor cursor = store.scan(found.partition(), Tables.MAP_RUNS_OF, from, to, true)) {
      while (cursor.next()) {
        if (page.size() == max) {
          byte[] position = ByteBuffer.allocate(4).putInt(last).array();
          return new Page<>(page, pages.token(question, position, now));
        }
        last = Tables.numberOf(cursor.key());
        try {
          MapRun run = rows.find(name(new String(cursor.value(), StandardCharsets.UTF_8)));
          if (run != null) {
            page.add(shown(run));
          }
        } catch (CorruptDataException e) {
          LOG.debug("A map run of {} can't be read", executionArn, e); // describing it tells
        }
      }
    }
    return new Page<>(page, null);
  }

  private Orchestrator.MapRun shown(MapRun run) {
    String machine = run.name().stateMachine();
    return new Orchestrator.MapRun(
        run.order().arn(),
        run.parent().executionArn(),
        Arn.stateMachine(catalog.account(run.name().account()), machine),
        run.status().name(),
        run.startedAt(),
        run.stoppedAt(),
        run.maxConcurrency(),
        run.toleratedCount(),
        run.toleratedPercentage(),
        shown(run.itemCounts()),
        shown(run.executionCounts()),
        run.redriveCount(),
        run.redrivenAt());
  }

  private static Orchestrator.MapRunCounts shown(MapRunCounts.Shown counts) {
    return new Orchestrator.MapRunCounts(
        counts.pending(),
        counts.running(),
        counts.succeeded(),
        counts.failed(),
        counts.timedOut(),
        counts.aborted(),
        counts.total(),
        counts.resultsWritten(),
        counts.failuresNotRedrivable(),
        counts.pendingRedrive());
  }

  public static CallerException missing(String mapRunArn) {
    return new CallerException(
        ErrorCode.RESOURCE_NOT_FOUND, "Resource not found: '" + mapRunArn + "'");
  }
}
