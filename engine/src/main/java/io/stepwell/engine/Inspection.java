package io.stepwell.engine;

import io.stepwell.json.Payload;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A look into one state while it runs (TestState): the rules that run it show here what they make
/// of its data, and take from here what stands in for the world around it.
///
/// Nobody inspects an ordinary execution: its [Surroundings] have none of these.
public final class Inspection {
  /// What a state's data becomes, step by step.
  public enum Datum {
    AFTER_INPUT_PATH,
    AFTER_PARAMETERS,
    AFTER_ARGUMENTS,
    AFTER_ITEMS_PATH,
    AFTER_ITEMS_POINTER,
    AFTER_ITEM_SELECTOR,
    AFTER_ITEM_BATCHER,
    RESULT,
    AFTER_RESULT_SELECTOR,
    AFTER_RESULT_PATH
  }

  /// Numbers that a state comes to.
  public enum Figure {
    MAX_CONCURRENCY,
    TOLERATED_FAILURE_COUNT,
    TOLERATED_FAILURE_PERCENTAGE,
    /// How many iterations a Map has.
    ITERATIONS,
    CATCH_INDEX,
    RETRY_INDEX,
    RETRY_BACKOFF_SECONDS
  }

  /// What stands in for the work of a Task, Parallel or Map.
  public sealed interface Mock {
    record Result(Payload result) implements Mock {}

    record Failure(ErrorOutput error) implements Mock {}
  }

  /// What stands in for the world.
  ///
  /// @param context the whole context object
  /// @param variables those that are visible when the state begins
  /// @param mock null to do the work
  /// @param retries how often the retrier that names the error has already repeated the state
  /// @param failedIterations of a Map that is mocked
  /// @param readerData what the Map's ItemReader has read, in its original form, or null
  public record Given(
      Map<String, @Nullable Object> context,
      Map<String, Payload> variables,
      @Nullable Mock mock,
      int retries,
      int failedIterations,
      @Nullable String readerData) {}

  private final Given given;
  private final Map<Datum, Payload> data = new EnumMap<>(Datum.class);
  private final Map<Figure, Number> figures = new EnumMap<>(Figure.class);

  public Inspection(Given given) {
    this.given = given;
  }

  public Given given() {
    return given;
  }

  public void show(Datum datum, Payload value) {
    data.put(datum, value);
  }

  public void show(Figure figure, Number value) {
    figures.put(figure, value);
  }

  /// What was shown; of what was shown twice, the later.
  public Map<Datum, Payload> data() {
    return Collections.unmodifiableMap(data);
  }

  public Map<Figure, Number> figures() {
    return Collections.unmodifiableMap(figures);
  }
}
