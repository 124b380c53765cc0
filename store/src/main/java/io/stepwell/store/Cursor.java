package io.stepwell.store;

/// Walks over entries: `while (cursor.next()) { cursor.key(); cursor.value(); }`. One thread.
public interface Cursor extends AutoCloseable {
  boolean next();

  byte[] key();

  byte[] value();

  @Override
  void close();
}
