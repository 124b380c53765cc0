package io.stepwell.engine.codec;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.state.ExecutionState;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Reads the segments of one execution, following payload references into earlier ones. Not
/// thread-safe. STUB: written next.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class SegmentReader {
  private final IntFunction<byte @Nullable []> load;
  private final @Nullable ExecutionState owner;

  /// @param load the stored bytes of a segment, or null when there is none
  /// @param owner the state that the events will be applied to: its later segments then refer to
  ///     the payloads read here; null for readers that only look
  public SegmentReader(IntFunction<byte @Nullable []> load, @Nullable ExecutionState owner) {
    this.load = load;
    this.owner = owner;
  }

  /// The events of a segment.
  ///
  /// @throws CorruptDataException when it is missing or damaged
  public List<Stamped> events(int segment) {
    throw new IllegalStateException("written next " + load + owner + segment);
  }
}
