package io.stepwell.tasks.items;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The items of a data set, one after the other; only one is in memory. To be closed. One thread at
/// a time.
public interface ItemStream extends AutoCloseable {
  /// Goes to the next item; false behind the last.
  ///
  /// @throws ItemReadException when it can't be read
  boolean next();

  /// A JSON value.
  @Nullable Object item();

  /// The member's name, when an object is iterated.
  default @Nullable String key() {
    return null;
  }

  @Override
  default void close() {}

  /// The elements of an iterator.
  static ItemStream of(Iterator<? extends Object> items) {
    return new ItemStream() {
      private @Nullable Object item;

      @Override
      public boolean next() {
        if (!items.hasNext()) {
          return false;
        }
        item = items.next();
        return true;
      }

      @Override
      public @Nullable Object item() {
        return item;
      }
    };
  }
}
