package io.stepwell.engine.codec;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.state.ExecutionState;
import java.util.List;

/// A segment is what one commit adds to an execution's history. STUB: written next.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class SegmentCodec {
  private SegmentCodec() {}

  /// @param state whose events these are, after they were applied; payloads that earlier segments of
  ///     the same state hold are stored as references
  /// @param number of the segment, from 0 without gaps
  public static byte[] encode(ExecutionState state, int number, List<Stamped> events) {
    throw new IllegalStateException("written next " + state + number + events);
  }

  /// What can be known of a segment without decoding its events.
  ///
  /// @param firstId the first history event's id; 0 when it has only internal ones
  /// @param count of history events
  /// @param lastAt time of the last event, epoch milliseconds
  public record Header(long firstId, int count, long lastAt) {}

  /// @throws CorruptDataException when the bytes are not an intact segment
  public static Header header(byte[] segment) {
    throw new IllegalStateException("written next " + segment.length);
  }
}
