package io.stepwell.runtime.maprun;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.json.Payload;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import io.stepwell.tasks.items.ObjectStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the results of a map run together when its children have ended (Step Functions,
/// "ResultWriter"): into the state's result, or into objects of a bucket. Reads them one after the
/// other; only a result that stays in the state is ever in memory as a whole, and that is bounded.
///
/// @param partition of the run
/// @param children tells a child as AWS exports it
public record Results(
    Store store, int partition, ObjectStorage objects, int maxPayloadBytes, Children children) {

  /// The results of another partition's runs.
  public Results of(int otherPartition) {
    return new Results(store, otherPartition, objects, maxPayloadBytes, children);
  }

  /// What an export says of a child.
  public interface Children {
    Map<String, @Nullable Object> exported(MapRun run, int index);
  }

  /// Either the state's result or why there is none.
  public record Outcome(@Nullable Payload result, @Nullable ErrorOutput error) {}

  /// What became of the run. May wait.
  public Outcome gather(MapRun run) {
    MapRunOrder.Writer writer = run.order().writer();
    Payload exported = null;
    if (writer != null && writer.resource() != null && !run.aborted()) {
      try {
        exported = new ResultExport(this, run, writer).write();
      } catch (IOException | RuntimeException e) {
        if (run.failure() == null) {
          return new Outcome(
              null, new ErrorOutput("States.ResultWriterFailed", String.valueOf(e.getMessage())));
        }
      }
    }
    if (run.failure() != null || run.aborted()) {
      return new Outcome(null, run.failure());
    }
    return exported == null ? inState(run, writer) : new Outcome(exported, null);
  }

  /// Whether a run of this order keeps its children's results whatever their size.
  public static boolean keepsAll(MapRunOrder order) {
    MapRunOrder.Writer writer = order.writer();
    return writer != null && writer.resource() != null;
  }

  /// Whether an export tells children in full: always those that failed.
  public static boolean exportsRecords(MapRunOrder order) {
    return order.writer() != null;
  }

  Payload exported(MapRun run, int index, ResultRow row) {
    Payload known = row.exported();
    return known == null ? Payload.of(children.exported(run, index)) : known;
  }

  private Outcome inState(MapRun run, MapRunOrder.@Nullable Writer writer) {
    if (run.resultBytes() + 1 > maxPayloadBytes) {
      return tooLarge(run);
    }
    String transformation = writer == null ? "COMPACT" : option(writer, "Transformation", "NONE");
    List<Payload> all = new ArrayList<>();
    long[] bytes = {1};
    each(
        run,
        (index, row) -> {
          Payload output = row.output();
          if (transformation.equals("NONE")) {
            add(all, exported(run, index, row), bytes);
          } else if (output != null) {
            flattened(output, transformation).forEach(one -> add(all, one, bytes));
          }
          return bytes[0] <= maxPayloadBytes;
        });
    if (bytes[0] > maxPayloadBytes) {
      return tooLarge(run);
    }
    boolean lines = writer != null && option(writer, "OutputType", "JSON").equals("JSONL");
    return new Outcome(lines ? lines(all) : Payload.array(all), null);
  }

  private static void add(List<Payload> all, Payload one, long[] bytes) {
    all.add(one);
    bytes[0] += one.size() + 1;
  }

  /// JSON lines inside a state's result are one text.
  private static Payload lines(List<Payload> all) {
    StringBuilder text = new StringBuilder();
    all.forEach(one -> text.append(one.text()).append('\n'));
    return Payload.of(text.toString());
  }

  static List<Payload> flattened(Payload output, String transformation) {
    return transformation.equals("FLATTEN") && output.value() instanceof List<?> list
        ? list.stream().map(Payload::of).toList()
        : List.of(output);
  }

  static String option(MapRunOrder.Writer writer, String name, String otherwise) {
    return writer.config().value() instanceof Map<?, ?> config
            && config.get(name) instanceof String text
        ? text
        : otherwise;
  }

  private static Outcome tooLarge(MapRun run) {
    return new Outcome(
        null,
        new ErrorOutput(
            ErrorOutput.DATA_LIMIT_EXCEEDED,
            "The state/task '"
                + run.order().stateName()
                + "' returned a result with a size exceeding the maximum number of bytes service"
                + " limit."));
  }

  /// Looks at results; false ends it.
  interface Look {
    boolean at(int index, ResultRow row);
  }

  /// Every result in the order of the items.
  void each(MapRun run, Look look) {
    byte[] from = Tables.execution(run.key());
    try (Cursor cursor =
        store.scan(partition, Tables.MAP_RUN_RESULTS, from, Tables.after(from), false)) {
      while (cursor.next()) {
        if (!look.at(Tables.numberOf(cursor.key()), ResultRow.decode(cursor.value()))) {
          return;
        }
      }
    }
  }
}
