package io.stepwell.runtime.maprun;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.json.Payload;
import io.stepwell.runtime.post.Wire;
import org.jspecify.annotations.Nullable;

/// How a child ended, until the run has ended too.
public record ResultRow(
    ExecutionStatus status, @Nullable Payload output, @Nullable ErrorOutput error) {
  private static final int VERSION = 1;

  public byte[] encode() {
    return new Wire.Out().u8(VERSION).text(status.name()).payload(output).error(error).toArray();
  }

  public static ResultRow decode(byte[] stored) {
    Wire.In in = new Wire.In("the result of a child", stored);
    if (in.u8() != VERSION) {
      throw in.damaged("its version is unknown");
    }
    return new ResultRow(ExecutionStatus.valueOf(in.text()), in.payloadOrNull(), in.errorOrNull());
  }
}
