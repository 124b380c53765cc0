package io.stepwell.engine.codec;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event.Branch;
import io.stepwell.engine.Identity;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Start;
import io.stepwell.engine.StateType;
import io.stepwell.engine.TaskResource;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the fields of events and states: a string as its place in a table of strings, a payload as
/// its place in a table of payloads, as a reference into an earlier segment, or, when tiny, as
/// itself. [FieldReader] is the inverse, method by method.
final class FieldWriter {
  static final int NULL_PAYLOAD = 0;
  static final int TINY_PAYLOAD = 1;
  static final int STORED_PAYLOAD = 2;
  static final int FIRST_OWN_PAYLOAD = 3;

  /// Shorter payloads cost no more than what would refer to them.
  static final int TINY = 12;

  private final ByteWriter out = new ByteWriter(512);
  private final ExecutionState owner;
  private final int base;
  private final int before;
  private final List<Payload> payloads = new ArrayList<>();
  private final IdentityHashMap<Payload, Integer> payloadIndex = new IdentityHashMap<>(8);
  private final List<String> strings = new ArrayList<>();
  private final Map<String, Integer> stringIndex = new HashMap<>();

  private FieldWriter(ExecutionState owner, int base, int before) {
    this.owner = owner;
    this.base = base;
    this.before = before;
  }

  /// For a segment: it may refer to those before it, by their distance.
  static FieldWriter ofSegment(ExecutionState owner, int number) {
    return new FieldWriter(owner, number, number);
  }

  /// For a snapshot: it may refer to every segment, by its number.
  static FieldWriter ofSnapshot(ExecutionState owner) {
    return new FieldWriter(owner, 0, Integer.MAX_VALUE);
  }

  ByteWriter out() {
    return out;
  }

  /// The payloads that were not stored before, in the order of their places.
  List<Payload> payloads() {
    return payloads;
  }

  List<String> strings() {
    return strings;
  }

  FieldWriter u8(int value) {
    out.u8(value);
    return this;
  }

  FieldWriter flag(boolean value) {
    out.u8(value ? 1 : 0);
    return this;
  }

  FieldWriter int32(int value) {
    out.varint(value & 0xFFFF_FFFFL);
    return this;
  }

  FieldWriter varint(long value) {
    out.varint(value);
    return this;
  }

  FieldWriter signed(long value) {
    out.signed(value);
    return this;
  }

  /// A number that may be absent, as its difference to another one that the reader knows.
  FieldWriter number(@Nullable Long value, long from) {
    if (value == null) {
      out.u8(0);
    } else {
      out.u8(1);
      out.signed(value - from);
    }
    return this;
  }

  FieldWriter string(@Nullable String value) {
    if (value == null) {
      out.u8(0);
      return this;
    }
    Integer known = stringIndex.putIfAbsent(value, strings.size());
    if (known == null) {
      strings.add(value);
      out.varint(strings.size());
    } else {
      out.varint(known + 1L);
    }
    return this;
  }

  FieldWriter payload(@Nullable Payload payload) {
    if (payload == null) {
      out.u8(NULL_PAYLOAD);
      return this;
    }
    Integer own = payloadIndex.get(payload);
    if (own != null) {
      out.varint(FIRST_OWN_PAYLOAD + (long) own);
      return this;
    }
    Origin origin = Origin.of(payload, owner);
    if (origin != null && origin.segment() < before) {
      out.u8(STORED_PAYLOAD);
      out.signed((long) base - origin.segment());
      out.varint(origin.index());
    } else if (payload.size() < TINY) {
      out.u8(TINY_PAYLOAD);
      out.varint(payload.size());
      out.bytes(payload.bytes());
    } else {
      out.varint(FIRST_OWN_PAYLOAD + (long) payloads.size());
      payloadIndex.put(payload, payloads.size());
      payloads.add(payload);
    }
    return this;
  }

  FieldWriter payloads(Map<String, Payload> named) {
    out.varint(named.size());
    named.forEach((name, payload) -> string(name).payload(payload));
    return this;
  }

  FieldWriter error(ErrorOutput error) {
    return string(error.error()).string(error.cause());
  }

  FieldWriter stateType(StateType type) {
    return u8(EnumNumber.of(type));
  }

  FieldWriter resource(TaskResource resource) {
    return u8(EnumNumber.of(resource.kind()) << 4 | EnumNumber.of(resource.pattern()))
        .string(resource.arn())
        .string(resource.type())
        .string(resource.action());
  }

  FieldWriter branch(Branch branch) {
    return int32(branch.graph()).string(branch.startAt());
  }

  FieldWriter branches(List<Branch> branches) {
    out.varint(branches.size());
    branches.forEach(this::branch);
    return this;
  }

  FieldWriter mapRunOrder(MapRunOrder order) {
    int32(order.task())
        .string(order.arn())
        .string(order.stateMachine())
        .string(order.stateName())
        .int32(order.graph())
        .flag(order.express())
        .payload(order.items())
        .payload(order.input())
        .payload(order.context())
        .payloads(order.variables())
        .varint(order.maxConcurrency())
        .number(order.toleratedCount(), 0);
    Double percentage = order.toleratedPercentage();
    number(percentage == null ? null : Double.doubleToRawLongBits(percentage), 0);
    MapRunOrder.Reader reader = order.reader();
    flag(reader != null);
    if (reader != null) {
      string(reader.resource()).payload(reader.arguments()).payload(reader.config());
      varint(reader.maxItems());
    }
    MapRunOrder.Batcher batcher = order.batcher();
    flag(batcher != null);
    if (batcher != null) {
      varint(batcher.maxItems()).varint(batcher.maxBytes()).payload(batcher.input());
    }
    MapRunOrder.Writer writer = order.writer();
    flag(writer != null);
    if (writer != null) {
      string(writer.resource()).payload(writer.arguments()).payload(writer.config());
    }
    return this;
  }

  /// @param at the time that the deadline is relative to
  FieldWriter start(Start start, long at) {
    Identity identity = start.identity();
    return string(identity.partition())
        .string(identity.region())
        .string(identity.account())
        .string(identity.stateMachine())
        .string(identity.name())
        .string(identity.expressId())
        .string(start.definitionHash())
        .string(start.roleArn())
        .payload(start.input())
        .number(start.deadline(), at)
        .string(start.versionArn())
        .string(start.aliasArn())
        .string(start.traceHeader())
        .string(start.parent());
  }
}
