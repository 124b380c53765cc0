package io.stepwell.engine.codec;

import io.stepwell.engine.state.ExecutionState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stored segments of one execution, by number.
final class Segments {
  private final List<byte[]> stored = new ArrayList<>();

  /// Stores the next one and returns its length.
  int add(byte[] segment) {
    stored.add(segment);
    return segment.length;
  }

  void set(int number, byte[] segment) {
    stored.set(number, segment);
  }

  byte[] get(int number) {
    return stored.get(number);
  }

  int size() {
    return stored.size();
  }

  SegmentReader reader(@Nullable ExecutionState owner) {
    return new SegmentReader(this::load, owner);
  }

  private byte @Nullable [] load(int number) {
    return number < stored.size() ? stored.get(number) : null;
  }
}
