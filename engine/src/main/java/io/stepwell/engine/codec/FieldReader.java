package io.stepwell.engine.codec;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event.Branch;
import io.stepwell.engine.Identity;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Start;
import io.stepwell.engine.StateType;
import io.stepwell.engine.TaskResource;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the fields that [FieldWriter] wrote.
final class FieldReader {
  private final ByteReader in;
  private final String[] strings;
  private final PayloadTable payloads;
  private final SegmentReader stored;
  private final int base;
  private final int before;

  private FieldReader(
      ByteReader in,
      PayloadTable payloads,
      String[] strings,
      SegmentReader stored,
      int base,
      int before) {
    this.in = in;
    this.payloads = payloads;
    this.strings = strings;
    this.stored = stored;
    this.base = base;
    this.before = before;
  }

  /// @param payloads the segment's own
  /// @param stored resolves references into earlier segments
  static FieldReader ofSegment(
      ByteReader in, PayloadTable payloads, SegmentReader stored, int number) {
    return new FieldReader(in, payloads, StringTable.read(in), stored, number, number);
  }

  /// @param payloads the snapshot's own
  /// @param stored resolves references into segments
  static FieldReader ofSnapshot(ByteReader in, PayloadTable payloads, SegmentReader stored) {
    return new FieldReader(in, payloads, StringTable.read(in), stored, 0, Integer.MAX_VALUE);
  }

  ByteReader in() {
    return in;
  }

  int u8() {
    return in.u8();
  }

  boolean flag() {
    return switch (in.u8()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw in.damaged("a flag is neither 0 nor 1");
    };
  }

  int int32() {
    return in.int32();
  }

  long varint() {
    return in.varint();
  }

  long signed() {
    return in.signed();
  }

  @Nullable Long number(long from) {
    return flag() ? Long.valueOf(from + in.signed()) : null;
  }

  String string() {
    String value = stringOrNull();
    if (value == null) {
      throw in.damaged("a text is missing");
    }
    return value;
  }

  @Nullable String stringOrNull() {
    int place = in.int32();
    if (place == 0) {
      return null;
    }
    if (place < 0 || place > strings.length) {
      throw in.damaged("there is no text " + place);
    }
    return strings[place - 1];
  }

  Payload payload() {
    Payload payload = payloadOrNull();
    if (payload == null) {
      throw in.damaged("a payload is missing");
    }
    return payload;
  }

  @Nullable Payload payloadOrNull() {
    int code = in.int32();
    return switch (code) {
      case FieldWriter.NULL_PAYLOAD -> null;
      case FieldWriter.TINY_PAYLOAD -> Payload.ofBytes(in.bytes(in.count(1)));
      case FieldWriter.STORED_PAYLOAD -> storedPayload();
      default -> {
        int index = code - FieldWriter.FIRST_OWN_PAYLOAD;
        if (index < 0 || index >= payloads.size()) {
          throw in.damaged("there is no payload " + index);
        }
        yield payloads.payload(index);
      }
    };
  }

  private Payload storedPayload() {
    long segment = base - in.signed();
    int index = in.int32();
    if (segment < 0 || segment >= before) {
      throw in.damaged("a payload refers to segment " + segment);
    }
    return stored.payload((int) segment, index, in);
  }

  Map<String, Payload> payloads() {
    int count = in.count(2);
    if (count == 0) {
      return Map.of();
    }
    Map<String, Payload> named = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      named.put(string(), payload());
    }
    return Collections.unmodifiableMap(named);
  }

  ErrorOutput error() {
    return new ErrorOutput(stringOrNull(), stringOrNull());
  }

  StateType stateType() {
    return EnumNumber.stateType(in.u8(), in);
  }

  TaskResource resource() {
    int kinds = in.u8();
    return new TaskResource(
        EnumNumber.kind(kinds >> 4, in),
        EnumNumber.pattern(kinds & 0xF, in),
        string(),
        string(),
        string());
  }

  Branch branch() {
    return new Branch(int32(), string());
  }

  List<Branch> branches() {
    int count = in.count(2);
    List<Branch> branches = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      branches.add(branch());
    }
    return Collections.unmodifiableList(branches);
  }

  MapRunOrder mapRunOrder() {
    return new MapRunOrder(
        int32(),
        string(),
        string(),
        string(),
        int32(),
        flag(),
        payloadOrNull(),
        payload(),
        payload(),
        payloads(),
        varint(),
        number(0),
        fraction(),
        flag() ? new MapRunOrder.Reader(string(), payload(), payload(), varint()) : null,
        flag() ? new MapRunOrder.Batcher(varint(), varint(), payloadOrNull()) : null,
        flag() ? new MapRunOrder.Writer(stringOrNull(), payload(), payload()) : null);
  }

  private @Nullable Double fraction() {
    Long bits = number(0);
    return bits == null ? null : Double.valueOf(Double.longBitsToDouble(bits));
  }

  Start start(long at) {
    Identity identity =
        new Identity(string(), string(), string(), string(), string(), stringOrNull());
    return new Start(
        identity,
        string(),
        string(),
        payload(),
        number(at),
        stringOrNull(),
        stringOrNull(),
        stringOrNull(),
        stringOrNull());
  }
}
