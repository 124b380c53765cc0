package io.stepwell.runtime.maprun;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.json.Payload;
import io.stepwell.runtime.post.Wire;
import org.jspecify.annotations.Nullable;

/// How a child ended, until the run has succeeded: one that has not may be redriven.
///
/// @param exported what an export says of an express child; null for others, whose history says it
/// @param items how many the child stood for
/// @param attempt of the child that ended so; 0 unless the run was redriven
/// @param input of an express child that failed: its next attempt begins with it
public record ResultRow(
    ExecutionStatus status,
    @Nullable Payload output,
    @Nullable ErrorOutput error,
    @Nullable Payload exported,
    int items,
    int attempt,
    @Nullable Payload input) {
  private static final int VERSION = 3;
  private static final int WITHOUT_REDRIVES = 2;
  private static final int WITHOUT_EXPORT = 1;

  public byte[] encode() {
    return new Wire.Out()
        .u8(VERSION)
        .text(status.name())
        .payload(output)
        .error(error)
        .payload(exported)
        .int32(items)
        .int32(attempt)
        .payload(input)
        .toArray();
  }

  public static ResultRow decode(byte[] stored) {
    Wire.In in = new Wire.In("the result of a child", stored);
    int version = in.u8();
    if (version < WITHOUT_EXPORT || version > VERSION) {
      throw in.damaged("its version is unknown");
    }
    return new ResultRow(
        ExecutionStatus.valueOf(in.text()),
        in.payloadOrNull(),
        in.errorOrNull(),
        version == WITHOUT_EXPORT ? null : in.payloadOrNull(),
        version <= WITHOUT_REDRIVES ? 1 : in.int32(),
        version <= WITHOUT_REDRIVES ? 0 : in.int32(),
        version <= WITHOUT_REDRIVES ? null : in.payloadOrNull());
  }
}
