package io.stepwell.runtime.token;

import io.stepwell.runtime.storage.ExecutionKey;
import java.nio.ByteBuffer;

/// Task tokens: each says which task of which execution it is for, so nothing has to be stored to
/// find the task again.
public final class TaskTokens {
  private static final byte PURPOSE = 'T';
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 2 + 4 + 8 + 4;

  private final Seal seal;

  public TaskTokens(Seal seal) {
    this.seal = seal;
  }

  /// Where a task is.
  ///
  /// @param task its number in the execution; every attempt has another
  public record TaskAddress(int partition, ExecutionKey execution, int task) {}

  public String token(int partition, ExecutionKey execution, int task) {
    return seal.close(
        PURPOSE,
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putShort((short) partition)
            .putInt(execution.account())
            .putLong(execution.number())
            .putInt(task)
            .array());
  }

  /// @throws io.stepwell.runtime.CallerException InvalidToken for what is no token of ours
  public TaskAddress address(String token) {
    byte[] content = seal.open(PURPOSE, token);
    if (content.length != BYTES || content[0] != VERSION) {
      throw Seal.invalid();
    }
    ByteBuffer in = ByteBuffer.wrap(content).position(1);
    int partition = Short.toUnsignedInt(in.getShort());
    return new TaskAddress(partition, new ExecutionKey(in.getInt(), in.getLong()), in.getInt());
  }
}
