package io.stepwell.engine.codec;

import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The payloads of one segment or snapshot, by their places; each is made when first asked for, and
/// then always the same object.
final class PayloadTable {
  private final ByteReader in;
  private final int[] from;
  private final @Nullable Payload[] made;
  private final @Nullable ExecutionState owner;
  private final int segment;

  private PayloadTable(ByteReader in, int[] from, @Nullable ExecutionState owner, int segment) {
    this.in = in;
    this.from = from;
    this.made = new Payload[from.length / 2];
    this.owner = owner;
    this.segment = segment;
  }

  static void write(List<Payload> payloads, ByteWriter out) {
    out.varint(payloads.size());
    for (Payload payload : payloads) {
      out.varint(payload.size());
      out.bytes(payload.bytes());
    }
  }

  /// @param owner whose history it belongs to: what is read is marked as stored there; or null
  static PayloadTable read(ByteReader in, @Nullable ExecutionState owner, int segment) {
    int count = in.count(1);
    int[] from = new int[2 * count];
    for (int i = 0; i < count; i++) {
      int length = in.count(1);
      from[2 * i] = in.skip(length);
      from[2 * i + 1] = length;
    }
    return new PayloadTable(in, from, owner, segment);
  }

  int size() {
    return made.length;
  }

  Payload payload(int index) {
    Payload known = made[index];
    if (known != null) {
      return known;
    }
    Payload payload = Payload.ofBytes(in.slice(from[2 * index], from[2 * index + 1]));
    if (owner != null) {
      payload.markStored(new Origin(owner, segment, index));
    }
    made[index] = payload;
    return payload;
  }
}
