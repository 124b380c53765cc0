package io.stepwell.runtime.post;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Start;
import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.engine.codec.MapRunOrderCodec;
import io.stepwell.json.Payload;

/// The stored form of an envelope: a version, the recipient's partition, the letter's number and its
/// fields. Numbers are never reused; a letter that a redrive has no part in keeps its first form.
public final class LetterCodec {
  private static final int VERSION = 1;
  private static final int START_MAP_RUN = 1;
  private static final int ABORT_MAP_RUN = 2;
  private static final int START_CHILD = 3;
  private static final int STOP_CHILD = 4;
  private static final int CHILD_ENDED = 5;
  private static final int MAP_RUN_ENDED = 6;
  private static final int ABORT_REDRIVEN_MAP_RUN = 7;
  private static final int REDRIVE_MAP_RUN = 8;
  private static final int REDRIVE_CHILD = 9;
  private static final int REDRIVEN_CHILD_ENDED = 10;
  private static final int REDRIVEN_MAP_RUN_ENDED = 11;

  private LetterCodec() {}

  public static byte[] encode(Envelope envelope) {
    Wire.Out out = new Wire.Out().u8(VERSION).int32(envelope.to());
    switch (envelope.letter()) {
      case Letter.StartMapRun l -> {
        Letter.Parent parent = l.parent();
        out.u8(START_MAP_RUN)
            .name(l.run())
            .int32(parent.partition())
            .key(parent.key())
            .text(parent.executionArn())
            .text(parent.definitionHash())
            .text(parent.roleArn())
            .text(parent.traceHeader())
            .bytes(MapRunOrderCodec.encode(l.order()));
      }
      case Letter.AbortMapRun l when l.redrives() == 0 -> out.u8(ABORT_MAP_RUN).name(l.run());
      case Letter.AbortMapRun l -> out.u8(ABORT_REDRIVEN_MAP_RUN).name(l.run()).int32(l.redrives());
      case Letter.RedriveMapRun l -> out.u8(REDRIVE_MAP_RUN).name(l.run()).int32(l.redrives());
      case Letter.RedriveChild l ->
          out.u8(REDRIVE_CHILD)
              .name(l.child())
              .name(l.run())
              .int32(l.index())
              .int32(l.items())
              .int32(l.attempt());
      case Letter.StartChild l -> start(out.u8(START_CHILD).name(l.child()), l.start());
      case Letter.StopChild l -> out.u8(STOP_CHILD).name(l.child());
      case Letter.ChildEnded l when l.attempt() == 0 -> childEnded(out.u8(CHILD_ENDED), l);
      case Letter.ChildEnded l ->
          childEnded(out.u8(REDRIVEN_CHILD_ENDED), l).int32(l.attempt()).u8(l.redrivable() ? 1 : 0);
      case Letter.MapRunEnded l when l.redrives() == 0 -> mapRunEnded(out.u8(MAP_RUN_ENDED), l);
      case Letter.MapRunEnded l ->
          mapRunEnded(out.u8(REDRIVEN_MAP_RUN_ENDED), l).int32(l.redrives());
    }
    return out.toArray();
  }

  /// @param from the partition in whose outbox it lies
  /// @throws CorruptDataException when the bytes are no envelope
  public static Envelope decode(int from, byte[] key, byte[] stored) {
    Wire.In in = new Wire.In("a letter", stored);
    if (in.u8() != VERSION) {
      throw in.damaged("its version is unknown");
    }
    int to = in.int32();
    int number = in.u8();
    Letter letter =
        switch (number) {
          case START_MAP_RUN ->
              new Letter.StartMapRun(
                  in.name(),
                  new Letter.Parent(
                      in.int32(), in.key(), in.text(), in.text(), in.text(), in.textOrNull()),
                  MapRunOrderCodec.decode(in.bytes()));
          case ABORT_MAP_RUN -> new Letter.AbortMapRun(in.name(), 0);
          case ABORT_REDRIVEN_MAP_RUN -> new Letter.AbortMapRun(in.name(), in.int32());
          case REDRIVE_MAP_RUN -> new Letter.RedriveMapRun(in.name(), in.int32());
          case REDRIVE_CHILD ->
              new Letter.RedriveChild(in.name(), in.name(), in.int32(), in.int32(), in.int32());
          case START_CHILD -> new Letter.StartChild(in.name(), start(in));
          case STOP_CHILD -> new Letter.StopChild(in.name());
          case CHILD_ENDED, REDRIVEN_CHILD_ENDED -> {
            boolean first = number == CHILD_ENDED;
            yield new Letter.ChildEnded(
                in.name(),
                in.int32(),
                in.int32(),
                ExecutionStatus.valueOf(in.text()),
                in.payloadOrNull(),
                in.errorOrNull(),
                first ? 0 : in.int32(),
                first || in.u8() == 1);
          }
          case MAP_RUN_ENDED, REDRIVEN_MAP_RUN_ENDED ->
              new Letter.MapRunEnded(
                  in.key(),
                  in.int32(),
                  in.payloadOrNull(),
                  in.errorOrNull(),
                  number == MAP_RUN_ENDED ? 0 : in.int32());
          default -> throw in.damaged("there is no letter " + number);
        };
    return new Envelope(from, key, to, letter);
  }

  private static Wire.Out childEnded(Wire.Out out, Letter.ChildEnded letter) {
    return out.name(letter.run())
        .int32(letter.index())
        .int32(letter.items())
        .text(letter.status().name())
        .payload(letter.output())
        .error(letter.error());
  }

  private static Wire.Out mapRunEnded(Wire.Out out, Letter.MapRunEnded letter) {
    return out.key(letter.parent())
        .int32(letter.task())
        .payload(letter.result())
        .error(letter.error());
  }

  /// A child's start: it has no version, no alias and, before it is accepted, no deadline.
  private static void start(Wire.Out out, Start start) {
    Identity identity = start.identity();
    out.text(identity.partition())
        .text(identity.region())
        .text(identity.account())
        .text(identity.stateMachine())
        .text(identity.name())
        .text(identity.expressId())
        .text(start.definitionHash())
        .text(start.roleArn())
        .payload(start.input())
        .text(start.traceHeader())
        .text(start.parent());
  }

  private static Start start(Wire.In in) {
    Identity identity =
        new Identity(in.text(), in.text(), in.text(), in.text(), in.text(), in.textOrNull());
    String hash = in.text();
    String role = in.text();
    Payload input = in.payload();
    return new Start(
        identity, hash, role, input, null, null, null, in.textOrNull(), in.textOrNull());
  }
}
