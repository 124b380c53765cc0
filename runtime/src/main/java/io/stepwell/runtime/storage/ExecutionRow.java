package io.stepwell.runtime.storage;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.codec.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What is known of an execution without reading its history. Written when the status changes.
/// Input and all that was decided at the start are in segment 0, output and error in the last one.
///
/// @param stoppedAt epoch milliseconds; 0 while it runs
/// @param segments how many there were when this row was written
/// @param redrivenAt epoch milliseconds; 0 when it never was
/// @param link of a map run's child: `MapRunLink` as text; null for others, and in rows of children
///     that early versions of 0.1.0 wrote
public record ExecutionRow(
    ExecutionKey key,
    ExecutionStatus status,
    long startedAt,
    long stoppedAt,
    int segments,
    int redriveCount,
    long redrivenAt,
    @Nullable String link) {
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 4 + 8 + 1 + 8 + 8 + 4 + 4 + 8;

  public byte[] encode() {
    byte[] more = link == null ? new byte[0] : link.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(BYTES + more.length)
        .put(VERSION)
        .putInt(key.account())
        .putLong(key.number())
        .put(StatusCode.of(status))
        .putLong(startedAt)
        .putLong(stoppedAt)
        .putInt(segments)
        .putInt(redriveCount)
        .putLong(redrivenAt)
        .put(more)
        .array();
  }

  public static ExecutionRow decode(byte[] bytes) {
    if (bytes.length < BYTES || bytes[0] != VERSION) {
      throw new CorruptDataException("an execution's row has an unknown form");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).position(1);
    return new ExecutionRow(
        new ExecutionKey(in.getInt(), in.getLong()),
        StatusCode.status(in.get()),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getInt(),
        in.getLong(),
        in.hasRemaining() ? StandardCharsets.UTF_8.decode(in).toString() : null);
  }
}
