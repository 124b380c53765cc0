package io.stepwell.engine.codec;

import io.stepwell.engine.Check;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.util.List;

/// A segment is what one commit adds to an execution's history: its events, in a form that stores
/// every string once per segment and every payload once per execution. See [Segment] for the layout.
public final class SegmentCodec {
  private SegmentCodec() {}

  /// What can be known of a segment without decoding its events.
  ///
  /// @param firstId the first history event's id; 0 when it has only internal ones
  /// @param count of history events
  /// @param lastAt time of the last event, epoch milliseconds
  public record Header(long firstId, int count, long lastAt) {}

  /// Encodes events and marks their payloads as stored: later segments of the same state then refer
  /// to this one, so it has to be stored under its number, or the state dropped.
  ///
  /// @param state whose events these are, after they were applied; payloads that earlier segments of
  ///     the same state hold are stored as references
  /// @param number of the segment, from 0 without gaps
  /// @param events at least one
  public static byte[] encode(ExecutionState state, int number, List<Stamped> events) {
    Check.that(!events.isEmpty(), "a segment has events");
    long firstAt = events.getFirst().at();
    Header header = header(events);
    FieldWriter fields = FieldWriter.ofSegment(state, number);
    EventWriter writer = new EventWriter(fields, firstAt, header.firstId());
    for (Stamped event : events) {
      writer.write(event);
    }
    List<Payload> payloads = fields.payloads();
    ByteWriter out = Frame.begin(Frame.SEGMENT, Segment.VERSION, 1024);
    out.varint(number);
    out.varint(header.firstId());
    out.varint(header.count());
    out.signed(header.lastAt());
    out.varint(header.lastAt() - firstAt);
    out.varint(events.size());
    PayloadTable.write(payloads, out);
    StringTable.write(fields.strings(), out);
    out.bytes(fields.out());
    byte[] segment = Frame.end(out);
    for (int i = 0; i < payloads.size(); i++) {
      payloads.get(i).markStored(new Origin(state, number, i));
    }
    return segment;
  }

  /// @throws CorruptDataException when the bytes are not an intact segment
  public static Header header(byte[] segment) {
    return Segment.open("a segment", segment).header();
  }

  private static Header header(List<Stamped> events) {
    long firstId = 0;
    int count = 0;
    for (Stamped event : events) {
      if (!event.internal()) {
        firstId = count == 0 ? event.id() : firstId;
        count++;
      }
    }
    return new Header(firstId, count, events.getLast().at());
  }
}
