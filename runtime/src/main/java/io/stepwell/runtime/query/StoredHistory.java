package io.stepwell.runtime.query;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.engine.codec.SegmentCodec;
import io.stepwell.engine.codec.SegmentReader;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The durable segments of one execution, read for somebody who only looks.
final class StoredHistory {
  private static final Logger LOG = LoggerFactory.getLogger(StoredHistory.class);

  private final Store store;
  private final int partition;
  private final ExecutionKey key;
  private final SegmentReader reader;

  StoredHistory(Store store, int partition, ExecutionKey key) {
    this.store = store;
    this.partition = partition;
    this.key = key;
    this.reader =
        new SegmentReader(
            number -> store.get(partition, Tables.SEGMENTS, Tables.segment(key, number)), null);
  }

  /// All events of a segment, internal ones too.
  List<Stamped> segment(int number) {
    return reader.events(number);
  }

  /// How many segments there are.
  int segments() {
    byte[] from = Tables.execution(key);
    try (Cursor cursor = store.scan(partition, Tables.SEGMENTS, from, Tables.after(from), true)) {
      return cursor.next() ? Tables.segmentNumber(cursor.key()) + 1 : 0;
    }
  }

  /// The history events from this id on, or back from it, at most so many; without those of segments
  /// that are damaged.
  List<Stamped> readableEvents(long firstId, boolean reverse, int max) {
    List<Stamped> found = new ArrayList<>();
    byte[] from = Tables.execution(key);
    try (Cursor cursor =
        store.scan(partition, Tables.SEGMENTS, from, Tables.after(from), reverse)) {
      while (found.size() < max && cursor.next()) {
        try {
          SegmentCodec.Header header = SegmentCodec.header(cursor.value());
          if (touches(header, firstId, reverse)) {
            collect(Tables.segmentNumber(cursor.key()), firstId, reverse, max, found);
          }
        } catch (CorruptDataException e) {
          LOG.debug("A segment of {} can't be read", key, e); // told where it matters: describe
        }
      }
    }
    return found;
  }

  private static boolean touches(SegmentCodec.Header header, long firstId, boolean reverse) {
    if (header.count() == 0) {
      return false;
    }
    return reverse ? header.firstId() <= firstId : header.firstId() + header.count() - 1 >= firstId;
  }

  private void collect(int number, long firstId, boolean reverse, int max, List<Stamped> found) {
    List<Stamped> events = segment(number);
    if (reverse) {
      events = events.reversed();
    }
    for (Stamped event : events) {
      boolean before = reverse ? event.id() > firstId : event.id() < firstId;
      if (!event.internal() && !before && found.size() < max) {
        found.add(event);
      }
    }
  }
}
