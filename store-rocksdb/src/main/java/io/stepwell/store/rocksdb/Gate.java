package io.stepwell.store.rocksdb;

import io.stepwell.store.StoreException;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/// Lets readers through until it is closed, and closes only when none is inside: RocksDB's handles are
/// pointers, and one used after its end takes the process with it.
final class Gate {
  // No thread-local counts, as readers are virtual threads. Not reentrant; readers don't nest.
  private final StampedLock lock = new StampedLock();
  private boolean closed;

  <T> T through(Supplier<T> reading) {
    long stamp = lock.readLock();
    try {
      if (closed) {
        throw new StoreException("The store is closed");
      }
      return reading.get();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  void throughIfOpen(Runnable action) {
    long stamp = lock.readLock();
    try {
      if (!closed) {
        action.run();
      }
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /// Waits for the readers inside, and runs the action with everybody else outside. Once.
  void close(Runnable action) {
    long stamp = lock.writeLock();
    try {
      if (!closed) {
        closed = true;
        action.run();
      }
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}
