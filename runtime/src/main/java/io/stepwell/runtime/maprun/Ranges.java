package io.stepwell.runtime.maprun;

import io.stepwell.runtime.post.Wire;
import java.util.Map;
import java.util.TreeMap;

/// A set of indexes that are mostly neighbours: kept, and stored, as ranges.
final class Ranges {
  /// The first of each range to the last.
  private final TreeMap<Integer, Integer> ranges = new TreeMap<>();

  private int size;

  boolean contains(int index) {
    Map.Entry<Integer, Integer> range = ranges.floorEntry(index);
    return range != null && range.getValue() >= index;
  }

  /// False when it was in already.
  boolean add(int index) {
    if (contains(index)) {
      return false;
    }
    size++;
    int first = index;
    int last = index;
    Map.Entry<Integer, Integer> before = ranges.floorEntry(index);
    if (before != null && before.getValue() == index - 1) {
      first = before.getKey();
    }
    Integer after = ranges.remove(index + 1);
    if (after != null) {
      last = after;
    }
    ranges.put(first, last);
    return true;
  }

  void remove(int index) {
    Map.Entry<Integer, Integer> range = ranges.floorEntry(index);
    if (range == null || range.getValue() < index) {
      return;
    }
    int first = range.getKey();
    int last = range.getValue();
    size--;
    if (first == index) {
      ranges.remove(first);
    } else {
      ranges.put(first, index - 1);
    }
    if (last > index) {
      ranges.put(index + 1, last);
    }
  }

  int size() {
    return size;
  }

  /// The first index at or after this one that is not in.
  int nextAbsent(int from) {
    Map.Entry<Integer, Integer> range = ranges.floorEntry(from);
    return range != null && range.getValue() >= from ? range.getValue() + 1 : from;
  }

  void write(Wire.Out out) {
    out.int32(ranges.size());
    ranges.forEach((first, last) -> out.int32(first).int32(last));
  }

  static Ranges read(Wire.In in) {
    Ranges read = new Ranges();
    for (int count = in.int32(); count > 0; count--) {
      int first = in.int32();
      int last = in.int32();
      read.ranges.put(first, last);
      read.size += last - first + 1;
    }
    return read;
  }
}
