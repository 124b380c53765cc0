package io.stepwell.engine.step;

import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.MapState;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.plan.Setting;
import io.stepwell.engine.Event;
import io.stepwell.engine.Inspection;
import io.stepwell.engine.Inspection.Mock;
import io.stepwell.engine.StateType;
import io.stepwell.engine.state.Container;
import io.stepwell.engine.state.Lane;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import io.stepwell.expression.jsonata.JsonType;
import io.stepwell.expression.jsonata.JsonataTemplate;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Inline Map (States Language, "Map State"): the processor runs once for each item, at most
/// MaxConcurrency at a time; the result is the array of outputs in the order of the items.
final class MapStep {
  private MapStep() {}

  static void begin(Turn turn, MapState state) {
    Inspection inspection = turn.inspection();
    Mock mock = inspection == null ? null : inspection.given().mock();
    if (inspection != null && mock != null) {
      MockedMap.run(turn, state, inspection.given(), mock);
      return;
    }
    MapState.Distributed distributed = state.distributed();
    if (distributed != null) {
      DistributedMapStep.begin(turn, state, distributed);
      return;
    }
    Payload input = InputOutput.effectiveInput(turn, state.flow());
    Scope scope = InputOutput.inputScope(turn, state.flow(), input);
    int concurrency = concurrency(turn, state, scope);
    Tolerance.of(state, scope);
    Payload items = items(state, input, scope);
    int length = length(items);
    Event.Branch processor =
        new Event.Branch(state.processor().index(), state.processor().startAt());
    long started = turn.emit(new Event.MapStarted(length, items, processor, concurrency));
    if (length == 0) {
      end(turn, state, Payload.of(List.of()));
      return;
    }
    Source source = new Source(state, items, input.value());
    for (int index = 0; index < Math.min(length, concurrency); index++) {
      turn.emitAt(turn.lane().id(), iteration(turn, turn.lane(), source, index), started);
    }
  }

  /// An iteration ended and freed its place. What fails here fails the Map, not the iteration.
  ///
  /// @param previousId the last state event of the iteration that ended
  static void startNextIteration(Turn turn, Lane map, Container container, long previousId) {
    MapState state =
        (MapState) turn.plan().graph(map.graph()).state(String.valueOf(map.stateName()));
    Payload items = container.items();
    if (items == null) {
      throw new IllegalStateException("a Map without items");
    }
    try {
      Object document = effectiveInput(turn, map, state);
      Source source = new Source(state, items, document);
      turn.emitAt(map.id(), iteration(turn, map, source, container.started()), previousId);
    } catch (EvaluationException e) {
      Failures.failOther(turn, map, e, previousId);
    }
  }

  static void gathered(Turn turn, MapState state) {
    Container container = turn.lane().container();
    if (container == null) {
      throw new IllegalStateException("gathered without iterations");
    }
    end(turn, state, Payload.array(container.results()));
  }

  static void end(Turn turn, MapState state, Payload result) {
    turn.emitAside(new Event.MapSucceeded());
    exit(turn, state, result);
  }

  /// Leaves the state with the result of its iterations or of its map run.
  static void exit(Turn turn, MapState state, Payload result) {
    DataFlow flow = state.flow();
    Map<String, Payload> assigned =
        flow.assign() == null
            ? Map.of()
            : InputOutput.assigned(flow.assign(), InputOutput.resultScope(turn, flow, result));
    Payload output = InputOutput.outputOfResult(turn, flow, result);
    Exits.exit(turn, StateType.MAP, output, assigned, state.transition());
  }

  private static int concurrency(Turn turn, MapState state, Scope scope) {
    Long wanted = Settings.wholeNumber(state.maxConcurrency(), scope);
    int most = turn.limits().maxInlineConcurrency();
    if (wanted != null && wanted < 0) {
      throw EvaluationException.runtime("MaxConcurrency cannot be negative.");
    }
    return wanted == null || wanted == 0 ? most : (int) Math.min(wanted, most);
  }

  /// How many iterations may fail. Inline Maps do not use it, but a wrong value fails them all the
  /// same.
  record Tolerance(@Nullable Long count, @Nullable Double percentage) {
    static Tolerance of(MapState state, Scope scope) {
      Long count = Settings.wholeNumber(state.toleratedFailureCount(), scope);
      if (count != null && count < 0) {
        throw EvaluationException.runtime("ToleratedFailureCount cannot be negative.");
      }
      Double percentage = Settings.number(state.toleratedFailurePercentage(), scope);
      if (percentage != null && (percentage < 0 || percentage > 100)) {
        throw EvaluationException.runtime("ToleratedFailurePercentage must be between 0 and 100.");
      }
      return new Tolerance(count, percentage);
    }
  }

  static Payload items(MapState state, Payload input, Scope scope) {
    return switch (state.items()) {
      case null -> checked(state, input, "$");
      case Setting.Fixed(Object value) -> checked(state, Payload.of(value), "Items");
      case Setting.ByPath(_, var path) ->
          checked(
              state,
              path.text().equals("$") ? input : Payload.of(path.evaluate(scope)),
              path.text());
      case Setting.ByExpression(_, var expression) -> {
        Object value = expression.evaluate(scope);
        yield Payload.of(
            takes(state, value)
                ? value
                : JsonataTemplate.requireType(expression, value, JsonType.ARRAY));
      }
    };
  }

  private static Payload checked(MapState state, Payload items, String path) {
    if (takes(state, items.value())) {
      return items;
    }
    throw state.language() == QueryLanguage.JSONATA
        ? EvaluationException.query(
            "Map state input must be an array but was: " + items.text(), null)
        : notAnArray(path);
  }

  /// Arrays; a distributed Map takes the members of an object, too.
  private static boolean takes(MapState state, @Nullable Object items) {
    return items instanceof List || (items instanceof Map && state.distributed() != null);
  }

  /// A path of the context object is shown without its first dollar.
  static EvaluationException notAnArray(String path) {
    String shown = path.startsWith("$$") ? path.substring(1) : path;
    return EvaluationException.runtime("Reference path \"" + shown + "\" must point to array.");
  }

  static int length(Payload items) {
    return switch (items.value()) {
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case null, default -> throw new IllegalStateException("items were checked");
    };
  }

  /// @param document what `$` stands for in ItemSelector
  record Source(MapState state, Payload items, @Nullable Object document) {}

  static Event.MapIterationStarted iteration(Turn turn, Lane map, Source source, int index) {
    String key = null;
    Object value;
    if (source.items().value() instanceof Map<?, ?> object) {
      Map.Entry<?, ?> entry = new ArrayList<>(object.entrySet()).get(index);
      key = (String) entry.getKey();
      value = entry.getValue();
    } else {
      value = ((List<?>) java.util.Objects.requireNonNull(source.items().value())).get(index);
    }
    turn.meter().burn(1);
    Payload item = Payload.of(value);
    Template selector = source.state().itemSelector();
    Payload input = item;
    if (selector != null) {
      String itemKey = key;
      Scope scope =
          Scopes.of(turn, source.document(), map)
              .withContext(() -> ContextObject.ofItem(turn, map, index, item, itemKey));
      input = Sizes.checkParameters(turn, Payload.of(selector.evaluate(scope)));
    }
    return new Event.MapIterationStarted(source.state().name(), index, item, key, input);
  }

  private static @Nullable Object effectiveInput(Turn turn, Lane map, MapState state) {
    Object raw = map.stateInput().value();
    return switch (state.flow()) {
      case DataFlow.Jsonata _ -> raw;
      case DataFlow.Paths paths ->
          paths.inputPath() == null
              ? Map.of()
              : paths.inputPath().evaluate(Scopes.of(turn, raw, map));
    };
  }
}
