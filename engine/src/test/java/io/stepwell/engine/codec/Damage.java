package io.stepwell.engine.codec;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;

/// What can happen to stored bytes.
final class Damage {
  private Damage() {}

  static byte[] flipped(byte[] intact, int bit) {
    byte[] damaged = intact.clone();
    damaged[bit / 8] ^= (byte) (1 << (bit % 8));
    return damaged;
  }

  static byte[] with(byte[] intact, int index, int value) {
    byte[] damaged = intact.clone();
    damaged[index] = (byte) value;
    return damaged;
  }

  /// Up to three bytes changed, sometimes cut off, under a checksum that fits.
  static byte[] random(byte[] intact, Random random) {
    byte[] damaged = intact.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      damaged[2 + random.nextInt(damaged.length - 6)] = (byte) random.nextInt(256);
    }
    if (random.nextInt(4) == 0) {
      damaged = Arrays.copyOf(damaged, 6 + random.nextInt(damaged.length - 6));
    }
    return checksummed(damaged);
  }

  /// With a checksum that fits.
  static byte[] checksummed(byte[] bytes) {
    CRC32C crc = new CRC32C();
    int end = bytes.length - 4;
    crc.update(bytes, 0, end);
    for (int i = 0; i < 4; i++) {
      bytes[end + i] = (byte) (crc.getValue() >>> (8 * i));
    }
    return bytes;
  }
}
