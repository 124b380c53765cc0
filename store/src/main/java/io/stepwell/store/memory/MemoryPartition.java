package io.stepwell.store.memory;

import io.stepwell.store.Batch;
import io.stepwell.store.Batch.Op;
import io.stepwell.store.Cursor;
import io.stepwell.store.StoreException;
import io.stepwell.store.Table;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The tables and the epoch of one partition.
///
/// A table is a plain sorted map. A cursor pins the map that it walks over, and whoever writes to a
/// pinned map copies it first: so a cursor keeps its moment without a lock, and writing costs a copy
/// only while somebody reads.
final class MemoryPartition {
  private static final VarHandle COUNTER =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final class Entries {
    final NavigableMap<byte[], byte[]> map;
    int pins;

    Entries(NavigableMap<byte[], byte[]> map) {
      this.map = map;
    }
  }

  private final int number;
  private final Map<Integer, Entries> tables = new HashMap<>();
  private long epoch;
  private boolean leased;

  MemoryPartition(int number) {
    this.number = number;
  }

  synchronized long take() {
    leased = true;
    return ++epoch;
  }

  /// What is found after a crash. This one is not written any more, so the maps are handed on, but
  /// for those that a cursor of the old world still walks over.
  synchronized MemoryPartition recovered() {
    MemoryPartition after = new MemoryPartition(number);
    after.epoch = epoch;
    tables.forEach(
        (table, entries) ->
            after.tables.put(
                table, new Entries(entries.pins > 0 ? new TreeMap<>(entries.map) : entries.map)));
    return after;
  }

  synchronized byte @Nullable [] get(Table table, byte[] key) {
    Entries entries = tables.get(table.number());
    byte[] value = entries == null ? null : entries.map.get(key);
    return value == null ? null : value.clone();
  }

  synchronized Cursor scan(Table table, byte[] from, byte[] to, boolean reverse) {
    Entries entries = tables.get(table.number());
    if (entries == null || Arrays.compareUnsigned(from, to) >= 0) {
      return new MapCursor(Map.<byte[], byte[]>of().entrySet().iterator(), () -> {});
    }
    entries.pins++;
    var range = entries.map.subMap(from, true, to, false);
    var walked = reverse ? range.descendingMap() : range;
    return new MapCursor(walked.entrySet().iterator(), () -> unpin(entries));
  }

  /// Applies the batch whole, or returns why not.
  synchronized @Nullable StoreException apply(Batch batch) {
    if (!leased || batch.lease().epoch() != epoch) {
      return new StoreException(
          "Partition %d was taken over: epoch %d is not valid any more, the last one is %d"
              .formatted(number, batch.lease().epoch(), epoch));
    }
    for (Op op : batch.ops()) {
      NavigableMap<byte[], byte[]> map = writable(op.table());
      switch (op) {
        case Op.Put put -> map.put(put.key(), put.value());
        case Op.Delete delete -> map.remove(delete.key());
        case Op.DeleteRange range -> deleteRange(map, range);
        case Op.Add add -> map.merge(add.key(), counter(add.delta()), MemoryPartition::sum);
      }
    }
    return null;
  }

  private NavigableMap<byte[], byte[]> writable(Table table) {
    Entries entries = tables.get(table.number());
    if (entries == null) {
      entries = new Entries(new TreeMap<>(Arrays::compareUnsigned));
      tables.put(table.number(), entries);
    } else if (entries.pins > 0) {
      entries = new Entries(new TreeMap<>(entries.map));
      tables.put(table.number(), entries);
    }
    return entries.map;
  }

  private synchronized void unpin(Entries entries) {
    entries.pins--;
  }

  private static void deleteRange(NavigableMap<byte[], byte[]> map, Op.DeleteRange range) {
    if (Arrays.compareUnsigned(range.from(), range.to()) < 0) {
      map.subMap(range.from(), range.to()).clear();
    }
  }

  private static byte[] counter(long value) {
    byte[] bytes = new byte[Long.BYTES];
    COUNTER.set(bytes, 0, value);
    return bytes;
  }

  private static byte[] sum(byte[] old, byte[] delta) {
    return counter((long) COUNTER.get(old, 0) + (long) COUNTER.get(delta, 0));
  }

  private static final class MapCursor implements Cursor {
    private final Iterator<Map.Entry<byte[], byte[]>> entries;
    private Map.@Nullable Entry<byte[], byte[]> entry;
    private @Nullable Runnable onClose;

    MapCursor(Iterator<Map.Entry<byte[], byte[]>> entries, Runnable onClose) {
      this.entries = entries;
      this.onClose = onClose;
    }

    @Override
    public boolean next() {
      if (onClose == null) {
        throw new IllegalStateException("the cursor is closed");
      }
      entry = entries.hasNext() ? entries.next() : null;
      return entry != null;
    }

    @Override
    public byte[] key() {
      return here().getKey().clone();
    }

    @Override
    public byte[] value() {
      return here().getValue().clone();
    }

    @Override
    public void close() {
      if (onClose != null) {
        onClose.run();
        onClose = null;
        entry = null;
      }
    }

    private Map.Entry<byte[], byte[]> here() {
      Map.Entry<byte[], byte[]> it = entry;
      if (it == null) {
        throw new IllegalStateException("the cursor is on no entry");
      }
      return it;
    }
  }
}
