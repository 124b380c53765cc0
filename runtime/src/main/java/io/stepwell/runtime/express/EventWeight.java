package io.stepwell.runtime.express;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.json.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// About how many bytes of memory events keep: each itself, and its data where it is not the same as
/// that of the event before.
public final class EventWeight {
  private static final int EVENT = 128;

  /// The text, and the values that were made of it.
  private static final int DATA_FACTOR = 4;

  private EventWeight() {}

  @SuppressWarnings("ReferenceEquality") // the same object is kept once, an equal one twice
  public static long of(List<Stamped> events) {
    long bytes = 0;
    Payload before = null;
    for (Stamped event : events) {
      bytes += EVENT;
      Payload data = data(event.event());
      if (data != null && data != before) {
        bytes += (long) data.size() * DATA_FACTOR;
        before = data;
      }
    }
    return bytes;
  }

  /// The data of the events that bring most of it: what others carry is nearly always the same.
  private static @Nullable Payload data(Event event) {
    if (event instanceof Event.StateEntered entered) {
      return entered.input();
    }
    if (event instanceof Event.StateExited exited) {
      return exited.output();
    }
    if (event instanceof Event.TaskSucceeded succeeded) {
      return succeeded.output();
    }
    return event instanceof Event.MapIterationStarted iteration ? iteration.input() : null;
  }
}
