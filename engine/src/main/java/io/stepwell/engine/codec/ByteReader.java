package io.stepwell.engine.codec;

import java.nio.charset.Charset;
import java.util.Arrays;

/// Stored bytes being read, up to an end. Whatever does not fit is a [CorruptDataException] that
/// names the thing and the place; no length or count is believed beyond the bytes that are there.
final class ByteReader {
  private final String what;
  private final byte[] buffer;
  private final int end;
  private int at;

  /// @param what is read, for messages: `segment 3`
  ByteReader(String what, byte[] buffer, int at, int end) {
    this.what = what;
    this.buffer = buffer;
    this.at = at;
    this.end = end;
  }

  /// Another reader that goes on from here.
  ByteReader copy() {
    return new ByteReader(what, buffer, at, end);
  }

  int remaining() {
    return end - at;
  }

  int u8() {
    if (at == end) {
      throw truncated();
    }
    return buffer[at++] & 0xFF;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged("a number has more than ten bytes");
  }

  long signed() {
    long folded = varint();
    return (folded >>> 1) ^ -(folded & 1);
  }

  /// A varint of an int's 32 bits.
  int int32() {
    long value = varint();
    if (value >>> 32 != 0) {
      throw damaged("a number of 32 bits is " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  /// A varint that says how many things follow, of at least so many bytes each.
  int count(int bytesEach) {
    long count = varint();
    if (count < 0 || count > remaining() / bytesEach) {
      throw damaged(Long.toUnsignedString(count) + " entries do not fit into the rest");
    }
    return (int) count;
  }

  /// Passes over so many bytes and returns where they begin.
  int skip(int length) {
    if (length > remaining()) {
      throw truncated();
    }
    int from = at;
    at += length;
    return from;
  }

  byte[] bytes(int length) {
    int from = skip(length);
    return Arrays.copyOfRange(buffer, from, from + length);
  }

  String text(int length, Charset charset) {
    int from = skip(length);
    return new String(buffer, from, length, charset);
  }

  byte[] slice(int from, int length) {
    return Arrays.copyOfRange(buffer, from, from + length);
  }

  CorruptDataException damaged(String why) {
    return new CorruptDataException(what + " is damaged at byte " + at + ": " + why);
  }

  private CorruptDataException truncated() {
    return damaged("the data ends too early");
  }
}
