package io.stepwell.engine.codec;

import java.util.zip.CRC32C;

/// What every stored thing begins and ends with: a byte that says what it is, a byte that says in
/// which version of its format, and a CRC32C of all that, four bytes, lowest first.
final class Frame {
  static final int SEGMENT = 'S';
  static final int SNAPSHOT = 'N';
  static final int MAP_RUN_ORDER = 'R';

  private static final int HEAD = 2;
  private static final int CHECKSUM = 4;

  private Frame() {}

  static ByteWriter begin(int magic, int version, int capacity) {
    ByteWriter out = new ByteWriter(capacity);
    out.u8(magic);
    out.u8(version);
    return out;
  }

  static byte[] end(ByteWriter out) {
    int checksum = checksum(out.buffer(), out.size());
    for (int shift = 0; shift < 32; shift += 8) {
      out.u8(checksum >>> shift);
    }
    return out.toArray();
  }

  /// The version byte.
  ///
  /// @param what the bytes should be, for messages
  static int version(String what, byte[] stored, int magic) {
    if (stored.length < HEAD + CHECKSUM) {
      throw new CorruptDataException(
          what + " is damaged: only " + stored.length + " bytes are left of it");
    }
    if (stored[0] != magic) {
      throw new CorruptDataException(what + " is damaged: its first byte is wrong");
    }
    return stored[1] & 0xFF;
  }

  /// The inside, once the checksum is known to be right.
  static ByteReader open(String what, byte[] stored) {
    int end = stored.length - CHECKSUM;
    int expected = 0;
    for (int i = 0; i < CHECKSUM; i++) {
      expected |= (stored[end + i] & 0xFF) << (8 * i);
    }
    if (checksum(stored, end) != expected) {
      throw new CorruptDataException(what + " is damaged: its checksum does not fit");
    }
    return new ByteReader(what, stored, HEAD, end);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
