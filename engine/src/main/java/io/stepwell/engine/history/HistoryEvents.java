package io.stepwell.engine.history;

import io.stepwell.engine.Stamped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Renders stored events in AWS's JSON form. STUB: written next.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class HistoryEvents {
  private HistoryEvents() {}

  /// AWS's form of an event; null for internal ones.
  ///
  /// @param includeData whether input, output and parameters are shown
  public static @Nullable Map<String, @Nullable Object> render(Stamped event, boolean includeData) {
    throw new IllegalStateException("written next " + event + includeData);
  }
}
