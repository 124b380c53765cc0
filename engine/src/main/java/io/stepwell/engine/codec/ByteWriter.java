package io.stepwell.engine.codec;

import java.util.Arrays;

/// Bytes being written: a buffer that grows, and the numbers of the stored format.
///
/// A *varint* holds seven bits per byte, lowest first, the high bit saying that more follow; signed
/// numbers are folded (zigzag) first, so that small ones of either sign are short.
final class ByteWriter {
  private byte[] buffer;
  private int size;

  ByteWriter(int capacity) {
    buffer = new byte[capacity];
  }

  int size() {
    return size;
  }

  void u8(int value) {
    if (size == buffer.length) {
      grow(1);
    }
    buffer[size++] = (byte) value;
  }

  /// Any 64 bits as an unsigned varint.
  void varint(long value) {
    if (buffer.length - size < 10) {
      grow(10);
    }
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  void signed(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  void bytes(byte[] source) {
    bytes(source, source.length);
  }

  void bytes(ByteWriter source) {
    bytes(source.buffer, source.size);
  }

  private void bytes(byte[] source, int length) {
    if (buffer.length - size < length) {
      grow(length);
    }
    System.arraycopy(source, 0, buffer, size, length);
    size += length;
  }

  /// The bytes so far; the writer can go on.
  byte[] toArray() {
    return Arrays.copyOf(buffer, size);
  }

  byte[] buffer() {
    return buffer;
  }

  private void grow(int more) {
    int needed = Math.addExact(size, more);
    int doubled = (int) Math.min(2L * buffer.length, Integer.MAX_VALUE - 8);
    buffer = Arrays.copyOf(buffer, Math.max(needed, doubled));
  }
}
