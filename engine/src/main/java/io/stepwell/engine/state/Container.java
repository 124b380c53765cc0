package io.stepwell.engine.state;

import io.stepwell.engine.Event.Branch;
import io.stepwell.json.Payload;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A running Parallel or inline Map: results so far, and for a Map what is still to be started.
public final class Container {
  private final @Nullable Payload items;
  private final @Nullable Branch processor;
  private final int maxConcurrency;
  private final @Nullable Payload[] results;
  private int started;
  private int finished;

  Container(@Nullable Payload items, @Nullable Branch processor, int maxConcurrency, int length) {
    this.items = items;
    this.processor = processor;
    this.maxConcurrency = maxConcurrency;
    this.results = new Payload[length];
  }

  /// The Map's array or object; null for a Parallel.
  public @Nullable Payload items() {
    return items;
  }

  /// Where iterations begin; null for a Parallel.
  public @Nullable Branch processor() {
    return processor;
  }

  public int maxConcurrency() {
    return maxConcurrency;
  }

  public int length() {
    return results.length;
  }

  /// How many branches or iterations were started; also the index of the next iteration.
  public int started() {
    return started;
  }

  public int finished() {
    return finished;
  }

  public boolean complete() {
    return finished == results.length;
  }

  /// The outputs in order; complete only when the container is.
  public List<Payload> results() {
    return Arrays.asList(results).stream().map(Container::present).toList();
  }

  public @Nullable Payload result(int index) {
    return results[index];
  }

  void start() {
    started++;
  }

  void finish(int index, Payload output) {
    results[index] = output;
    finished++;
  }

  void restore(int startedBefore) {
    started = startedBefore;
  }

  private static Payload present(@Nullable Payload result) {
    if (result == null) {
      throw new IllegalStateException("a branch or iteration has no result yet");
    }
    return result;
  }
}
