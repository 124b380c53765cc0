package io.stepwell.engine.codec;

import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.state.ExecutionState;

/// A map run's order by itself, as its own partition keeps it: in the form that it has inside a
/// segment, whole.
public final class MapRunOrderCodec {
  private static final int VERSION = 1;
  private static final String WHAT = "the order of a map run";

  private MapRunOrderCodec() {}

  public static byte[] encode(MapRunOrder order) {
    FieldWriter fields = FieldWriter.ofSegment(new ExecutionState(), 0);
    fields.mapRunOrder(order);
    ByteWriter out = Frame.begin(Frame.MAP_RUN_ORDER, VERSION, 1024);
    PayloadTable.write(fields.payloads(), out);
    StringTable.write(fields.strings(), out);
    out.bytes(fields.out());
    return Frame.end(out);
  }

  /// @throws CorruptDataException when the bytes are not an intact order
  public static MapRunOrder decode(byte[] stored) {
    int version = Frame.version(WHAT, stored, Frame.MAP_RUN_ORDER);
    if (version != VERSION) {
      throw new CorruptDataException(WHAT + " has the unknown version " + version);
    }
    ByteReader in = Frame.open(WHAT, stored);
    PayloadTable payloads = PayloadTable.read(in, null, 0);
    SegmentReader nothingElse = new SegmentReader(_ -> null, null);
    return FieldReader.ofSegment(in, payloads, nothingElse, 0).mapRunOrder();
  }
}
