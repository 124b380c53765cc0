package io.stepwell.api.protocol;

import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a JSON answer straight into the bytes that go out: an execution's input and output are
/// escaped from the bytes they are stored in, without becoming a String in between.
///
/// Members that are null are left out, as AWS does.
public final class JsonOut {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[512];
  private int length;
  private boolean first = true;

  public JsonOut beginObject() {
    return open('{');
  }

  /// Begins an object as a member.
  public JsonOut beginObject(String name) {
    name(name);
    return open('{');
  }

  public JsonOut endObject() {
    return close('}');
  }

  /// Begins a list as a member; its items are written with the methods without a name.
  public JsonOut beginList(String name) {
    name(name);
    return open('[');
  }

  public JsonOut endList() {
    return close(']');
  }

  /// Begins an object as an item of a list.
  public JsonOut item() {
    separate();
    return open('{');
  }

  public JsonOut member(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quoted(value.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  public JsonOut member(String name, long value) {
    name(name);
    ascii(Long.toString(value));
    return this;
  }

  public JsonOut member(String name, boolean value) {
    name(name);
    ascii(Boolean.toString(value));
    return this;
  }

  /// JSON data as AWS shows it: its text, in a string.
  public JsonOut member(String name, @Nullable Payload value) {
    if (value != null) {
      name(name);
      quoted(value.bytes());
    }
    return this;
  }

  /// Any JSON value, as [Json] describes it.
  public JsonOut value(String name, @Nullable Object value) {
    if (value != null) {
      name(name);
      write(value);
    }
    return this;
  }

  /// Any JSON value as an item of a list.
  public JsonOut item(Object value) {
    separate();
    write(value);
    return this;
  }

  /// A time as AWS JSON has it: epoch seconds with a fraction. 0 stands for none.
  public JsonOut time(String name, long epochMillis) {
    if (epochMillis == 0) {
      return this;
    }
    name(name);
    ascii(Long.toString(Math.floorDiv(epochMillis, 1000L)));
    int fraction = Math.floorMod(epochMillis, 1000);
    reserve(4);
    bytes[length++] = '.';
    bytes[length++] = (byte) ('0' + fraction / 100);
    bytes[length++] = (byte) ('0' + fraction / 10 % 10);
    bytes[length++] = (byte) ('0' + fraction % 10);
    return this;
  }

  /// What was written so far. Belongs to this writer; [#length] bytes of it count.
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  private void write(@Nullable Object value) {
    switch (value) {
      case String text -> quoted(text.getBytes(StandardCharsets.UTF_8));
      case Payload payload -> quoted(payload.bytes());
      case Map<?, ?> map -> {
        open('{');
        map.forEach(
            (name, member) -> {
              name((String) name);
              write(member);
            });
        close('}');
      }
      case List<?> list -> {
        open('[');
        for (Object item : list) {
          separate();
          write(item);
        }
        close(']');
      }
      case null -> ascii("null");
      case Boolean flag -> ascii(flag.toString());
      case Long number -> ascii(number.toString());
      case Integer number -> ascii(number.toString());
      case BigDecimal number -> ascii(number.toPlainString());
      default -> raw(Json.writeBytes(value));
    }
  }

  private JsonOut open(char bracket) {
    reserve(1);
    bytes[length++] = (byte) bracket;
    first = true;
    return this;
  }

  private JsonOut close(char bracket) {
    reserve(1);
    bytes[length++] = (byte) bracket;
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      reserve(1);
      bytes[length++] = ',';
    }
    first = false;
  }

  private void name(String name) {
    separate();
    quoted(name.getBytes(StandardCharsets.UTF_8));
    reserve(1);
    bytes[length++] = ':';
  }

  private void ascii(String text) {
    raw(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void raw(byte[] text) {
    reserve(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
  }

  /// Writes UTF-8 text as a JSON string: whole runs are copied, what must be escaped is.
  private void quoted(byte[] text) {
    reserve(text.length + 2 + (text.length >> 3));
    bytes[length++] = '"';
    int from = 0;
    for (int at = 0; at < text.length; at++) {
      byte b = text[at];
      if (b >= 0 && (b < 0x20 || b == '"' || b == '\\')) {
        copy(text, from, at);
        escape(b);
        from = at + 1;
      }
    }
    copy(text, from, text.length);
    reserve(1);
    bytes[length++] = '"';
  }

  private void copy(byte[] text, int from, int to) {
    reserve(to - from);
    System.arraycopy(text, from, bytes, length, to - from);
    length += to - from;
  }

  private void escape(byte b) {
    reserve(6);
    bytes[length++] = '\\';
    switch (b) {
      case '"', '\\' -> bytes[length++] = b;
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      default -> {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[b >> 4];
        bytes[length++] = HEX[b & 15];
      }
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
