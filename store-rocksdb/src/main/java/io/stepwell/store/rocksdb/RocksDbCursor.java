package io.stepwell.store.rocksdb;

import io.stepwell.store.Cursor;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// A RocksDB iterator between two bounds: a snapshot by itself. Every use goes through the gate, as
/// the database may be closed meanwhile.
final class RocksDbCursor implements Cursor {
  private enum Position {
    BEFORE,
    ON_ENTRY,
    AFTER
  }

  private final Gate gate;
  private final Path directory;
  private final Consumer<RocksDbCursor> onClose;
  private final Slice from;
  private final Slice to;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private final boolean reverse;
  private Position position = Position.BEFORE;
  private boolean closed;

  RocksDbCursor(
      Gate gate,
      Path directory,
      RocksDB database,
      ColumnFamilyHandle family,
      byte[] from,
      byte[] to,
      boolean reverse,
      Consumer<RocksDbCursor> onClose) {
    this.gate = gate;
    this.directory = directory;
    this.onClose = onClose;
    this.reverse = reverse;
    this.from = new Slice(from);
    this.to = new Slice(to);
    this.options = new ReadOptions().setIterateLowerBound(this.from).setIterateUpperBound(this.to);
    this.iterator = database.newIterator(family, options);
  }

  @Override
  public boolean next() {
    return gate.through(
        () -> {
          checkOpen();
          move();
          if (iterator.isValid()) {
            position = Position.ON_ENTRY;
            return true;
          }
          position = Position.AFTER;
          check();
          return false;
        });
  }

  @Override
  public byte[] key() {
    return gate.through(() -> Keys.withoutPartition(onEntry().key()));
  }

  @Override
  public byte[] value() {
    return gate.through(() -> onEntry().value());
  }

  @Override
  public void close() {
    gate.throughIfOpen(this::release);
  }

  /// Frees the native iterator: by its reader inside the gate, or by the closing store behind it.
  void release() {
    if (!closed) {
      closed = true;
      iterator.close();
      options.close();
      from.close();
      to.close();
      onClose.accept(this);
    }
  }

  private void move() {
    switch (position) {
      case BEFORE -> {
        if (reverse) {
          iterator.seekToLast();
        } else {
          iterator.seekToFirst();
        }
      }
      case ON_ENTRY -> {
        if (reverse) {
          iterator.prev();
        } else {
          iterator.next();
        }
      }
      case AFTER -> {}
    }
  }

  /// An iterator that hit a damaged block looks like one at its end.
  private void check() {
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw Failures.reading(directory, e);
    }
  }

  private RocksIterator onEntry() {
    checkOpen();
    if (position != Position.ON_ENTRY) {
      throw new IllegalStateException("the cursor is on no entry");
    }
    return iterator;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the cursor is closed");
    }
  }
}
