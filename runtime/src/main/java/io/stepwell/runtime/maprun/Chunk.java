package io.stepwell.runtime.maprun;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.json.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The inputs of some children, read ahead of their starts.
///
/// @param last nothing follows
/// @param failure why nothing more could be read, or null
public record Chunk(List<Child> children, boolean last, @Nullable ErrorOutput failure) {
  /// @param items how many items it stands for
  public record Child(Payload input, int items) {}
}
