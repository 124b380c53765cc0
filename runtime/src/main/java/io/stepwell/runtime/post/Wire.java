package io.stepwell.runtime.post;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.json.Payload;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The small fields of stored rows: big-endian numbers, and texts and payloads by their length, -1
/// for none.
public final class Wire {
  private Wire() {}

  /// Fields being written.
  public static final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    public Out u8(int value) {
      bytes.write(value);
      return this;
    }

    public Out int32(int value) {
      bytes.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
      return this;
    }

    public Out int64(long value) {
      bytes.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
      return this;
    }

    public Out bytes(byte @Nullable [] value) {
      int32(value == null ? -1 : value.length);
      if (value != null) {
        bytes.writeBytes(value);
      }
      return this;
    }

    public Out text(@Nullable String value) {
      return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    public Out payload(@Nullable Payload value) {
      return bytes(value == null ? null : value.bytes());
    }

    public Out error(@Nullable ErrorOutput error) {
      u8(error == null ? 0 : 1);
      return error == null ? this : text(error.error()).text(error.cause());
    }

    public Out key(ExecutionKey key) {
      return int32(key.account()).int64(key.number());
    }

    public Out name(ExecutionName name) {
      return int32(name.account()).text(name.stateMachine()).text(name.name());
    }

    public byte[] toArray() {
      return bytes.toByteArray();
    }
  }

  /// Fields being read.
  public static final class In {
    private final String what;
    private final ByteBuffer bytes;

    /// @param what is read, for messages
    public In(String what, byte[] stored) {
      this.what = what;
      this.bytes = ByteBuffer.wrap(stored);
    }

    public int u8() {
      need(1);
      return bytes.get() & 0xFF;
    }

    public int int32() {
      need(4);
      return bytes.getInt();
    }

    public long int64() {
      need(8);
      return bytes.getLong();
    }

    public byte @Nullable [] bytesOrNull() {
      int length = int32();
      if (length < 0) {
        return null;
      }
      need(length);
      byte[] value = new byte[length];
      bytes.get(value);
      return value;
    }

    public byte[] bytes() {
      byte[] value = bytesOrNull();
      if (value == null) {
        throw damaged("a field is missing");
      }
      return value;
    }

    public @Nullable String textOrNull() {
      byte[] value = bytesOrNull();
      return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    public String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    public @Nullable Payload payloadOrNull() {
      byte[] value = bytesOrNull();
      return value == null ? null : Payload.ofBytes(value);
    }

    public Payload payload() {
      return Payload.ofBytes(bytes());
    }

    public @Nullable ErrorOutput errorOrNull() {
      return u8() == 0 ? null : new ErrorOutput(textOrNull(), textOrNull());
    }

    public ExecutionKey key() {
      return new ExecutionKey(int32(), int64());
    }

    public ExecutionName name() {
      return new ExecutionName(int32(), text(), text());
    }

    public CorruptDataException damaged(String why) {
      return new CorruptDataException(what + " is damaged: " + why);
    }

    private void need(int length) {
      if (length < 0 || bytes.remaining() < length) {
        throw damaged("the data ends too early");
      }
    }
  }
}
