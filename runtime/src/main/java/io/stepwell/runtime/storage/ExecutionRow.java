package io.stepwell.runtime.storage;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.codec.CorruptDataException;
import java.nio.ByteBuffer;

/// What is known of an execution without reading its history. Written when the status changes.
/// Input and all that was decided at the start are in segment 0, output and error in the last one.
///
/// @param stoppedAt epoch milliseconds; 0 while it runs
/// @param segments how many there were when this row was written
/// @param redrivenAt epoch milliseconds; 0 when it never was
public record ExecutionRow(
    ExecutionKey key,
    ExecutionStatus status,
    long startedAt,
    long stoppedAt,
    int segments,
    int redriveCount,
    long redrivenAt) {
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 4 + 8 + 1 + 8 + 8 + 4 + 4 + 8;

  public byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .putInt(key.account())
        .putLong(key.number())
        .put(StatusCode.of(status))
        .putLong(startedAt)
        .putLong(stoppedAt)
        .putInt(segments)
        .putInt(redriveCount)
        .putLong(redrivenAt)
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
        in.getLong());
  }
}
