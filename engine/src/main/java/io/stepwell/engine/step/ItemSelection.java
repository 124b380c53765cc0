package io.stepwell.engine.step;

import io.stepwell.asl.plan.MapState;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Limits;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Meter;
import io.stepwell.expression.OutOfFuelException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import io.stepwell.expression.Variables;
import io.stepwell.json.Payload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// ItemSelector of a distributed Map, evaluated item by item while a map run reads its items.
///
/// @param random the only source of randomness
/// @param now epoch milliseconds
/// @param limits those of a payload and of the fuel for one item
public record ItemSelection(
    MapState state, MapRunOrder order, RandomGenerator random, long now, Limits limits) {

  /// What became of an item.
  public sealed interface Selected {
    record Input(Payload input) implements Selected {}

    record Failed(ErrorOutput error) implements Selected {}
  }

  /// What the item is to its child: itself, or what ItemSelector makes of it.
  ///
  /// @param source `$$.Map.Item.Source`
  public Selected select(long index, Payload item, @Nullable String key, String source) {
    try {
      Payload selected = evaluate(index, item, key, source);
      return selected.size() > limits.maxPayloadBytes()
          ? new Selected.Failed(tooLarge())
          : new Selected.Input(selected);
    } catch (EvaluationException e) {
      return new Selected.Failed(new ErrorOutput(e.error(), e.causeText()));
    } catch (OutOfFuelException e) {
      EvaluationException reason = e.failure();
      return new Selected.Failed(
          reason == null
              ? ErrorOutput.runtime("An expression of the state ran longer than it may.")
              : new ErrorOutput(reason.error(), reason.causeText()));
    }
  }

  private ErrorOutput tooLarge() {
    return new ErrorOutput(
        ErrorOutput.DATA_LIMIT_EXCEEDED,
        "The state/task '"
            + state.name()
            + "' provided an item with a size exceeding the maximum number of bytes service"
            + " limit.");
  }

  private Payload evaluate(long index, Payload item, @Nullable String key, String source) {
    Template selector = state.itemSelector();
    if (selector == null) {
      return item;
    }
    Scope scope =
        new Scope(
            order.input().value(),
            null,
            null,
            () -> context(index, item, key, source),
            new OrderVariables(order.variables()),
            new Meter(limits.fuelOfSlowDecision()),
            random,
            now);
    return Payload.of(selector.evaluate(scope));
  }

  private Map<String, @Nullable Object> context(
      long index, Payload item, @Nullable String key, String source) {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    if (order.context().value() instanceof Map<?, ?> known) {
      known.forEach((name, value) -> context.put((String) name, value));
    }
    Map<String, @Nullable Object> of = new LinkedHashMap<>();
    of.put("Index", index);
    of.put("Value", item.value());
    if (key != null) {
      of.put("Key", key);
    }
    of.put("Source", source);
    context.put("Map", Map.of("Item", Collections.unmodifiableMap(of)));
    return Collections.unmodifiableMap(context);
  }

  private record OrderVariables(Map<String, Payload> values) implements Variables {
    @Override
    public boolean has(String name) {
      return values.containsKey(name);
    }

    @Override
    public @Nullable Object get(String name) {
      Payload value = values.get(name);
      return value == null ? null : value.value();
    }
  }
}
