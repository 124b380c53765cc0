package io.stepwell.engine.codec;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.codec.SegmentCodec.Header;
import io.stepwell.engine.state.ExecutionState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stored segment that was opened: checked as a whole, its payload table at hand, its events
/// decoded when first asked for.
///
/// ```
/// magic, version
/// number, first id, history events, last time, first time's distance, events (varints)
/// payload table: count, (length, bytes)…
/// string table: count, (length and kind, bytes)…
/// events
/// CRC32C
/// ```
final class Segment {
  static final int VERSION = 1;

  private final ByteReader in;
  private final int number;
  private final Header header;
  private final long firstAt;
  private final int events;
  private @Nullable PayloadTable payloads;
  private @Nullable List<Stamped> decoded;

  private Segment(ByteReader in) {
    this.in = in;
    this.number = in.int32();
    this.header = new Header(in.varint(), in.int32(), in.signed());
    this.firstAt = header.lastAt() - in.varint();
    this.events = in.count(2);
  }

  /// @param what it should be, for messages
  static Segment open(String what, byte[] stored) {
    int version = Frame.version(what, stored, Frame.SEGMENT);
    if (version != VERSION) {
      throw new CorruptDataException(
          "%s has version %d of its format, and this program reads version %d"
              .formatted(what, version, VERSION));
    }
    return new Segment(Frame.open(what, stored));
  }

  int number() {
    return number;
  }

  Header header() {
    return header;
  }

  /// @param owner whose history the segment belongs to, or null; the same at every call
  PayloadTable payloads(@Nullable ExecutionState owner) {
    PayloadTable table = payloads;
    if (table == null) {
      table = PayloadTable.read(in, owner, number);
      payloads = table;
    }
    return table;
  }

  /// @param reader resolves references into other segments
  List<Stamped> events(SegmentReader reader, @Nullable ExecutionState owner) {
    List<Stamped> known = decoded;
    if (known == null) {
      PayloadTable table = payloads(owner);
      known = decode(in.copy(), reader, table);
      decoded = known;
    }
    return known;
  }

  private List<Stamped> decode(ByteReader rest, SegmentReader reader, PayloadTable table) {
    FieldReader fields = FieldReader.ofSegment(rest, table, reader, number);
    EventReader eventReader = new EventReader(fields, firstAt, header.firstId());
    List<Stamped> all = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      all.add(eventReader.read());
    }
    if (rest.remaining() != 0) {
      throw rest.damaged("more follows the last event");
    }
    if (eventReader.time() != header.lastAt()
        || eventReader.nextId() != header.firstId() + header.count()) {
      throw rest.damaged("the events are not those that the header announces");
    }
    return Collections.unmodifiableList(all);
  }
}
