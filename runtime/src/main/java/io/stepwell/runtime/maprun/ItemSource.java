package io.stepwell.runtime.maprun;

import io.stepwell.json.Payload;
import io.stepwell.tasks.items.ItemReadException;
import io.stepwell.tasks.items.ItemStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the items of a map run come from, one after the other.
public interface ItemSource extends AutoCloseable {
  /// Goes to the next item; false behind the last.
  ///
  /// @throws ItemException when it can't be read
  boolean next();

  Payload item();

  /// `$$.Map.Item.Key`, when the members of an object are iterated.
  @Nullable String key();

  /// `$$.Map.Item.Source`.
  String name();

  @Override
  default void close() {}

  /// What an ItemReader found.
  ///
  /// @param name `$$.Map.Item.Source`
  static ItemSource of(ItemStream stream, String name) {
    return new ItemSource() {
      @Override
      public boolean next() {
        try {
          return stream.next();
        } catch (ItemReadException e) {
          throw ItemException.ofReader(e);
        }
      }

      @Override
      public Payload item() {
        return Payload.of(stream.item());
      }

      @Override
      public @Nullable String key() {
        return stream.key();
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }

  /// The items of an array or of an object that the state was given.
  static ItemSource ofStateData(Payload items) {
    Iterator<? extends @Nullable Object> values =
        switch (items.value()) {
          case List<?> list -> list.iterator();
          case Map<?, ?> object -> object.entrySet().iterator();
          case null, default -> throw new IllegalStateException("items were checked");
        };
    return new ItemSource() {
      private @Nullable Object value;
      private @Nullable String key;

      @Override
      public boolean next() {
        if (!values.hasNext()) {
          return false;
        }
        value = values.next();
        if (value instanceof Map.Entry<?, ?> member) {
          key = (String) member.getKey();
          value = member.getValue();
        }
        return true;
      }

      @Override
      public Payload item() {
        return Payload.of(value);
      }

      @Override
      public @Nullable String key() {
        return key;
      }

      @Override
      public String name() {
        return "STATE_DATA";
      }
    };
  }
}
