package io.stepwell.engine.codec;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Reads the segments of one execution, following payload references into earlier ones. Keeps the
/// segments it used last, up to a bound in bytes. Not thread-safe.
public final class SegmentReader {
  private static final long MAX_KEPT_BYTES = 16 << 20;

  private final IntFunction<byte @Nullable []> load;
  private final @Nullable ExecutionState owner;
  private final Map<Integer, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptBytes;

  private record Kept(Segment segment, int bytes) {}

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
    return segment(segment).events(this, owner);
  }

  /// A payload that an earlier segment holds.
  ///
  /// @param from what refers to it
  Payload payload(int segment, int index, ByteReader from) {
    PayloadTable table = segment(segment).payloads(owner);
    if (index < 0 || index >= table.size()) {
      throw from.damaged("segment " + segment + " has no payload " + index);
    }
    return table.payload(index);
  }

  private Segment segment(int number) {
    Kept known = kept.get(number);
    if (known != null) {
      return known.segment();
    }
    String what = "segment " + number;
    byte[] stored = load.apply(number);
    if (stored == null) {
      throw new CorruptDataException(what + " is missing");
    }
    Segment segment = Segment.open(what, stored);
    if (segment.number() != number) {
      throw new CorruptDataException(what + " is damaged: it holds segment " + segment.number());
    }
    keep(number, new Kept(segment, stored.length));
    return segment;
  }

  private void keep(int number, Kept segment) {
    kept.put(number, segment);
    keptBytes += segment.bytes();
    Iterator<Kept> eldest = kept.values().iterator();
    while (keptBytes > MAX_KEPT_BYTES && kept.size() > 1) {
      keptBytes -= eldest.next().bytes();
      eldest.remove();
    }
  }
}
