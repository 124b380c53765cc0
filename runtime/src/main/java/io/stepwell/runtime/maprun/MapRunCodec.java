package io.stepwell.runtime.maprun;

import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.codec.MapRunOrderCodec;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.post.Wire;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import org.jspecify.annotations.Nullable;

/// The two rows of a map run: what it was ordered with, written once, and its progress, written with
/// every turn that changes it.
public final class MapRunCodec {
  private static final int HEAD_VERSION = 1;
  private static final int PROGRESS_VERSION = 2;
  private static final int WITHOUT_REDRIVES = 1;

  private MapRunCodec() {}

  public static byte[] head(MapRun run) {
    Letter.Parent parent = run.parent();
    return new Wire.Out()
        .u8(HEAD_VERSION)
        .name(run.name())
        .int32(parent.partition())
        .key(parent.key())
        .text(parent.executionArn())
        .text(parent.definitionHash())
        .text(parent.roleArn())
        .text(parent.traceHeader())
        .bytes(MapRunOrderCodec.encode(run.order()))
        .toArray();
  }

  public static byte[] progress(MapRun run) {
    Wire.Out out =
        new Wire.Out()
            .u8(PROGRESS_VERSION)
            .text(run.status.name())
            .int64(run.startedAt)
            .int64(run.stoppedAt)
            .int64(run.maxConcurrency);
    number(out, run.toleratedCount);
    Double percentage = run.toleratedPercentage;
    number(out, percentage == null ? null : Double.doubleToRawLongBits(percentage));
    out.int64(run.position).int64(run.totalItems).int32(run.started);
    run.ended.write(out);
    run.items.write(out);
    run.executions.write(out);
    out.int64(run.resultBytes).error(run.failure).u8(run.aborted ? 1 : 0);
    out.int32(run.redriveCount)
        .int64(run.redrivenAt)
        .int32(run.redriveWanted)
        .int32(run.redriveFrom)
        .int32(run.redriveTo)
        .u8(run.resultsKept ? 1 : 0);
    run.items.writeRedrives(out);
    run.executions.writeRedrives(out);
    return out.toArray();
  }

  public static MapRun read(ExecutionKey key, byte[] head, byte[] progress) {
    Wire.In in = new Wire.In("a map run", head);
    version(in, HEAD_VERSION);
    ExecutionName name = in.name();
    Letter.Parent parent =
        new Letter.Parent(in.int32(), in.key(), in.text(), in.text(), in.text(), in.textOrNull());
    MapRunOrder order = MapRunOrderCodec.decode(in.bytes());
    MapRun run = new MapRun(key, name, parent, order, 0);
    readProgress(run, new Wire.In("a map run's progress", progress));
    return run;
  }

  private static void readProgress(MapRun run, Wire.In in) {
    int version = version(in, PROGRESS_VERSION);
    run.status = MapRun.Status.valueOf(in.text());
    run.startedAt = in.int64();
    run.stoppedAt = in.int64();
    run.maxConcurrency = in.int64();
    run.toleratedCount = number(in);
    Long bits = number(in);
    run.toleratedPercentage = bits == null ? null : Double.valueOf(Double.longBitsToDouble(bits));
    run.position = in.int64();
    run.totalItems = in.int64();
    run.started = in.int32();
    run.ended = Ranges.read(in);
    run.items.read(in);
    run.executions.read(in);
    run.resultBytes = in.int64();
    run.failure = in.errorOrNull();
    run.aborted = in.u8() == 1;
    if (version == WITHOUT_REDRIVES) {
      run.resultsKept = run.status == MapRun.Status.RUNNING;
      return;
    }
    run.redriveCount = in.int32();
    run.redrivenAt = in.int64();
    run.redriveWanted = in.int32();
    run.redriveFrom = in.int32();
    run.redriveTo = in.int32();
    run.resultsKept = in.u8() == 1;
    run.items.readRedrives(in);
    run.executions.readRedrives(in);
  }

  private static int version(Wire.In in, int newest) {
    int version = in.u8();
    if (version < 1 || version > newest) {
      throw in.damaged("its version is unknown");
    }
    return version;
  }

  private static void number(Wire.Out out, @Nullable Long value) {
    out.u8(value == null ? 0 : 1).int64(value == null ? 0 : value);
  }

  private static @Nullable Long number(Wire.In in) {
    boolean there = in.u8() == 1;
    long value = in.int64();
    return there ? Long.valueOf(value) : null;
  }
}
