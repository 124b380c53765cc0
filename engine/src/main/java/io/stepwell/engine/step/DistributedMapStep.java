package io.stepwell.engine.step;

import io.stepwell.asl.plan.MapState;
import io.stepwell.engine.Event;
import io.stepwell.engine.Identity;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import io.stepwell.json.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Distributed Map (Step Functions, "Distributed Map"): the state orders a map run and waits for its
/// end. What the run needs is evaluated here, in AWS's order: MaxConcurrency, the items,
/// MapStateStarted, the tolerances, reader, batcher and writer, MapRunStarted. In a redriven execution
/// the run that failed goes on; nothing is evaluated again.
final class DistributedMapStep {
  private DistributedMapStep() {}

  static void begin(Turn turn, MapState state, MapState.Distributed distributed) {
    MapRunOrder fallen = turn.lane().fallenRun();
    if (fallen != null) { // a redrive
      turn.emit(new Event.MapRunRedriven(fallen.arn(), turn.lane().mapRunRedrives() + 1));
      return;
    }
    Payload input = InputOutput.effectiveInput(turn, state.flow());
    Scope scope = InputOutput.inputScope(turn, state.flow(), input);
    long concurrency = orZero(Settings.wholeNumber(state.maxConcurrency(), scope));
    if (concurrency < 0) {
      throw EvaluationException.runtime("MaxConcurrency cannot be negative.");
    }
    boolean fromReader = distributed.reader() != null;
    Payload items = fromReader ? null : MapStep.items(state, input, scope);
    turn.emit(
        new Event.MapStarted(
            items == null ? 0 : MapStep.length(items),
            items == null ? Payload.of(List.of()) : items,
            new Event.Branch(state.processor().index(), state.processor().startAt()),
            1));
    String machine = machine(turn, state.name(), distributed.label());
    MapRunOrder order =
        new MapRunOrder(
            turn.newTask(),
            arn(turn, machine),
            machine,
            state.name(),
            turn.lane().graph(),
            distributed.express(),
            items,
            input,
            Payload.of(ContextObject.of(turn, turn.lane())),
            variables(state.itemSelector(), scope),
            concurrency,
            toleratedCount(state, scope),
            toleratedPercentage(state, scope),
            reader(distributed.reader(), scope),
            batcher(distributed.batcher(), scope),
            writer(distributed.writer(), scope));
    turn.emitInternal(new Event.MapRunOrdered(order));
    turn.emit(new Event.MapRunStarted(order.arn()));
  }

  private static @Nullable Long toleratedCount(MapState state, Scope scope) {
    Long count = Settings.wholeNumber(state.toleratedFailureCount(), scope);
    if (count != null && count < 0) {
      throw EvaluationException.runtime("ToleratedFailureCount cannot be negative.");
    }
    return count;
  }

  private static @Nullable Double toleratedPercentage(MapState state, Scope scope) {
    Double percentage = Settings.number(state.toleratedFailurePercentage(), scope);
    if (percentage != null && (percentage < 0 || percentage > 100)) {
      throw EvaluationException.runtime("ToleratedFailurePercentage must be between 0 and 100.");
    }
    return percentage;
  }

  private static MapRunOrder.@Nullable Reader reader(
      MapState.@Nullable Reader reader, Scope scope) {
    if (reader == null) {
      return null;
    }
    return new MapRunOrder.Reader(
        reader.resource(),
        evaluated(reader.parameters(), scope),
        evaluated(reader.config(), scope),
        orZero(Settings.wholeNumber(reader.maxItems(), scope)));
  }

  private static MapRunOrder.@Nullable Batcher batcher(
      MapState.@Nullable Batcher batcher, Scope scope) {
    if (batcher == null) {
      return null;
    }
    Template input = batcher.batchInput();
    return new MapRunOrder.Batcher(
        orZero(Settings.wholeNumber(batcher.maxItems(), scope)),
        orZero(Settings.wholeNumber(batcher.maxInputBytes(), scope)),
        input == null ? null : Payload.of(input.evaluate(scope)));
  }

  private static MapRunOrder.@Nullable Writer writer(
      MapState.@Nullable Writer writer, Scope scope) {
    if (writer == null) {
      return null;
    }
    Object config = writer.config();
    return new MapRunOrder.Writer(
        writer.resource(),
        evaluated(writer.parameters(), scope),
        config == null ? Payload.EMPTY_OBJECT : Payload.of(config));
  }

  private static Payload evaluated(@Nullable Template template, Scope scope) {
    return template == null ? Payload.EMPTY_OBJECT : Payload.of(template.evaluate(scope));
  }

  /// Only those that ItemSelector reads: the run evaluates nothing else with them.
  private static Map<String, Payload> variables(@Nullable Template selector, Scope scope) {
    if (selector == null) {
      return Map.of();
    }
    Map<String, Payload> visible = new LinkedHashMap<>();
    for (String name : selector.variables()) {
      if (scope.variables().has(name)) {
        visible.put(name, Payload.of(scope.variables().get(name)));
      }
    }
    return Collections.unmodifiableMap(visible);
  }

  /// `NAME/LABEL`. A label that nobody gave is made from the state's name, which is unique in its
  /// machine, so that it is the same for every run.
  private static String machine(Turn turn, String stateName, @Nullable String label) {
    Identity identity = turn.state().start().identity();
    String whole = identity.stateMachine();
    int slash = whole.indexOf('/');
    String base = slash < 0 ? whole : whole.substring(0, slash);
    if (label != null) {
      return base + "/" + label;
    }
    byte[] seed = (base + "/" + stateName).getBytes(StandardCharsets.UTF_8);
    return base + "/" + UUID.nameUUIDFromBytes(seed);
  }

  private static String arn(Turn turn, String machine) {
    Identity identity = turn.state().start().identity();
    long high = turn.random().nextLong();
    long low = turn.random().nextLong();
    UUID id = new UUID((high & ~0xF000L) | 0x4000L, (low & ~(3L << 62)) | (2L << 62));
    return "arn:%s:states:%s:%s:mapRun:%s:%s"
        .formatted(identity.partition(), identity.region(), identity.account(), machine, id);
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
