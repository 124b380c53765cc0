package io.stepwell.runtime.maprun;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.json.Payload;
import io.stepwell.runtime.post.Wire;
import org.jspecify.annotations.Nullable;

/// How a child ended, until the run has ended too.
///
/// @param exported what an export says of an express child; null for others, whose history says it
public record ResultRow(
    ExecutionStatus status,
    @Nullable Payload output,
    @Nullable ErrorOutput error,
    @Nullable Payload exported) {
  private static final int VERSION = 2;
  private static final int WITHOUT_EXPORT = 1;

  public byte[] encode() {
    return new Wire.Out()
        .u8(VERSION)
        .text(status.name())
        .payload(output)
        .error(error)
        .payload(exported)
        .toArray();
  }

  public static ResultRow decode(byte[] stored) {
    Wire.In in = new Wire.In("the result of a child", stored);
    int version = in.u8();
    if (version != VERSION && version != WITHOUT_EXPORT) {
      throw in.damaged("its version is unknown");
    }
    return new ResultRow(
        ExecutionStatus.valueOf(in.text()),
        in.payloadOrNull(),
        in.errorOrNull(),
        version == WITHOUT_EXPORT ? null : in.payloadOrNull());
  }
}
