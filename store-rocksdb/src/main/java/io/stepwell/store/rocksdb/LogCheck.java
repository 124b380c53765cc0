package io.stepwell.store.rocksdb;

import io.stepwell.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// Tells a log that was torn by a power failure from one that is damaged.
///
/// RocksDB stops reading at the first record that does not fit its checksum, and goes on without
/// whatever lies behind. That is right for the last write, which nobody was told of. But each
/// write is synced before the next one begins; so where a write begins behind the bad bytes, these
/// were durable once, and acknowledged data would be lost without a word.
///
/// A log is a row of blocks of 32 KiB, a block a row of pieces: checksum (4 bytes), length (2), type (1),
/// bytes. A write is one whole piece, or a first, middle and last ones.
final class LogCheck {
  private static final int BLOCK = 32 * 1024;
  private static final int HEADER = 7;
  private static final int WHOLE = 1;
  private static final int FIRST = 2;
  private static final int LAST = 4;
  private static final int MASK_DELTA = 0xa282ead8;

  private final Path file;
  private final ByteBuffer bytes;
  private final CRC32C crc = new CRC32C();

  private LogCheck(Path file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /// @throws StoreException when a log is damaged before something that was acknowledged
  static void check(Path database) throws IOException {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(database, "*.log")) {
      for (Path log : logs) {
        try (FileChannel channel = FileChannel.open(log)) {
          long size = Math.min(channel.size(), Integer.MAX_VALUE);
          ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, size);
          new LogCheck(log, bytes.order(ByteOrder.LITTLE_ENDIAN)).check();
        }
      }
    }
  }

  private void check() {
    int write = 0; // where the one under way begins
    for (int at = 0; at < bytes.limit(); ) {
      if (BLOCK - at % BLOCK < HEADER) {
        at += BLOCK - at % BLOCK;
        continue;
      }
      if (!isPiece(at)) {
        requireNoWriteBehind(at, write);
        return;
      }
      int type = bytes.get(at + 6);
      if (type == WHOLE || type == FIRST) {
        write = at;
      }
      at += HEADER + length(at);
      if (type == WHOLE || type == LAST) {
        write = at;
      }
    }
  }

  private void requireNoWriteBehind(int bad, int write) {
    for (int at = bad + 1; at + HEADER < bytes.limit(); at++) {
      int type = bytes.get(at + 6);
      if ((type == WHOLE || type == FIRST) && length(at) > 0 && isPiece(at)) {
        throw new StoreException(
            "The log %s is damaged at byte %d, and data that were acknowledged lie behind. Restore a backup into an empty directory; or, to go on without all that was written from there on, keep a copy and shorten the file: truncate -s %d %s"
                .formatted(file, bad, write, file));
      }
    }
  }

  private int length(int at) {
    return bytes.getShort(at + 4) & 0xFFFF;
  }

  /// Whether a piece with the right checksum begins there.
  private boolean isPiece(int at) {
    if (at + HEADER > bytes.limit()) {
      return false;
    }
    int length = length(at);
    if (at % BLOCK + HEADER + length > BLOCK || at + HEADER + length > bytes.limit()) {
      return false;
    }
    crc.reset();
    crc.update(bytes.slice(at + 6, 1 + length));
    int sum = (int) crc.getValue();
    return bytes.getInt(at) == ((sum >>> 15) | (sum << 17)) + MASK_DELTA;
  }
}
