package io.stepwell.engine.step;

import io.stepwell.asl.plan.MapState;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.plan.Setting;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Inspection;
import io.stepwell.engine.Inspection.Datum;
import io.stepwell.engine.Inspection.Figure;
import io.stepwell.engine.Inspection.Mock;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Map state, inline or distributed, whose iterations a mock stands in for (TestState): its items
/// are found, selected and batched, and its tolerance is held against the iterations that are said
/// to have failed.
final class MockedMap {
  private static final ErrorOutput THRESHOLD_EXCEEDED =
      new ErrorOutput(
          "States.ExceedToleratedFailureThreshold",
          "The specified tolerated failure threshold was exceeded");

  private final Turn turn;
  private final MapState state;
  private final Inspection.Given given;
  private final Payload input;
  private final Scope scope;

  private MockedMap(Turn turn, MapState state, Inspection.Given given) {
    this.turn = turn;
    this.state = state;
    this.given = given;
    this.input = InputOutput.effectiveInput(turn, state.flow());
    this.scope = InputOutput.inputScope(turn, state.flow(), input);
  }

  static void run(Turn turn, MapState state, Inspection.Given given, Mock mock) {
    new MockedMap(turn, state, given).run(mock);
  }

  private void run(Mock mock) {
    Payload items = items();
    int length = MapStep.length(items);
    turn.show(Figure.ITERATIONS, length);
    List<Payload> inputs = inputs(items, length);
    batches(inputs);
    Long concurrency = Settings.wholeNumber(state.maxConcurrency(), scope);
    if (concurrency != null && concurrency < 0) {
      throw EvaluationException.runtime("MaxConcurrency cannot be negative.");
    }
    turn.show(Figure.MAX_CONCURRENCY, concurrency == null ? 0 : concurrency);
    boolean tolerated = tolerated(MapStep.Tolerance.of(state, scope), length);
    switch (mock) {
      case Mock.Failure(ErrorOutput error) -> throw StateFailure.catchable(error);
      case Mock.Result(Payload _) when !tolerated ->
          throw StateFailure.catchable(THRESHOLD_EXCEEDED);
      case Mock.Result(Payload result) -> MapStep.end(turn, state, result);
    }
  }

  private Payload items() {
    MapState.Distributed distributed = state.distributed();
    MapState.Reader reader = distributed == null ? null : distributed.reader();
    if (reader == null) {
      Payload items = MapStep.items(state, input, scope);
      if (state.language() == QueryLanguage.JSONPATH) {
        turn.show(Datum.AFTER_ITEMS_PATH, items);
      }
      return items;
    }
    String text = given.readerData();
    if (text == null) {
      return Payload.of(List.of());
    }
    turn.meter().burn(text.length() / 8);
    Object config = reader.config().evaluate(scope);
    ReaderData data = ReaderData.parse(text, config instanceof Map<?, ?> map ? map : Map.of());
    Payload pointedAt = data.pointedAt();
    if (pointedAt != null) {
      turn.show(Datum.AFTER_ITEMS_POINTER, pointedAt);
    }
    return first(data.items(), limit(reader.maxItems()));
  }

  /// The first of the items, as MaxItems says.
  private static Payload first(Payload items, long most) {
    return items.value() instanceof List<?> list && list.size() > most
        ? Payload.of(list.subList(0, (int) most))
        : items;
  }

  /// What each iteration is given.
  private List<Payload> inputs(Payload items, int length) {
    MapStep.Source source = new MapStep.Source(state, items, input.value());
    List<Payload> inputs = new ArrayList<>();
    for (int index = 0; index < length; index++) {
      Payload one = MapStep.iteration(turn, turn.lane(), source, index).input();
      turn.meter().burn(one.size() / 8);
      inputs.add(one);
    }
    if (state.itemSelector() != null) {
      turn.show(Datum.AFTER_ITEM_SELECTOR, Payload.array(inputs));
    }
    return inputs;
  }

  private void batches(List<Payload> inputs) {
    MapState.Distributed distributed = state.distributed();
    MapState.Batcher batcher = distributed == null ? null : distributed.batcher();
    if (batcher == null) {
      return;
    }
    long maxItems = limit(batcher.maxItems());
    long maxBytes = limit(batcher.maxInputBytes());
    Template template = batcher.batchInput();
    Object batchInput = template == null ? null : template.evaluate(scope);
    List<Payload> batches = new ArrayList<>();
    List<Payload> open = new ArrayList<>();
    long empty = batch(batchInput, open).size();
    long size = empty;
    for (Payload one : inputs) {
      if (!open.isEmpty() && (open.size() == maxItems || size + one.size() + 1 > maxBytes)) {
        batches.add(batch(batchInput, open));
        open = new ArrayList<>();
        size = empty;
      }
      open.add(one);
      size += one.size() + 1;
    }
    if (!open.isEmpty()) {
      batches.add(batch(batchInput, open));
    }
    turn.show(Datum.AFTER_ITEM_BATCHER, Payload.array(batches));
  }

  private long limit(@Nullable Setting setting) {
    Long most = Settings.wholeNumber(setting, scope);
    return most == null || most == 0 ? Long.MAX_VALUE : most;
  }

  private Payload batch(@Nullable Object batchInput, List<Payload> items) {
    turn.meter().burn(items.size());
    Map<String, @Nullable Object> batch = new LinkedHashMap<>();
    if (batchInput != null) {
      batch.put("BatchInput", batchInput);
    }
    batch.put("Items", Payload.array(items).value());
    return Payload.of(Collections.unmodifiableMap(batch));
  }

  /// Without a tolerance of its own a mocked Map puts up with every failure.
  private boolean tolerated(MapStep.Tolerance tolerance, int length) {
    Long count = tolerance.count();
    Double percentage = tolerance.percentage();
    if (count != null) {
      turn.show(Figure.TOLERATED_FAILURE_COUNT, count);
    }
    if (percentage != null) {
      turn.show(Figure.TOLERATED_FAILURE_PERCENTAGE, percentage);
    }
    int failed = given.failedIterations();
    boolean tooMany = count != null && failed > count;
    boolean tooLarge = percentage != null && length > 0 && failed * 100.0 / length > percentage;
    return !tooMany && !tooLarge;
  }
}
