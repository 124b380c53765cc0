package io.stepwell.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JSON value together with its text: each of the two is made from the other only when asked for,
/// so data that only passes through is neither parsed nor printed again, and keeps its spelling.
///
/// Immutable to its users. Safe to share between threads: two threads that ask at once may both do
/// the work, and both results are equal.
public final class Payload {
  public static final Payload EMPTY_OBJECT = ofText("{}");
  public static final Payload NULL = ofText("null");

  private byte @Nullable [] bytes;
  private @Nullable Object value;
  private volatile boolean parsed;
  private @Nullable Object origin;

  private Payload(byte @Nullable [] bytes, @Nullable Object value, boolean parsed) {
    this.bytes = bytes;
    this.value = value;
    this.parsed = parsed;
  }

  /// A payload from a value as [Json] describes it.
  public static Payload of(@Nullable Object value) {
    return new Payload(null, value, true);
  }

  /// A payload from text that is known to be JSON: it is not checked here.
  public static Payload ofText(String json) {
    return new Payload(json.getBytes(StandardCharsets.UTF_8), null, false);
  }

  /// A payload from UTF-8 text that is known to be JSON: it is not checked here. The array now
  /// belongs to the payload.
  public static Payload ofBytes(byte[] json) {
    return new Payload(json, null, false);
  }

  /// An array of payloads: their texts joined, each spelled as it was.
  public static Payload array(List<Payload> items) {
    int size = 2 + Math.max(0, items.size() - 1);
    for (Payload item : items) {
      size += item.size();
    }
    byte[] joined = new byte[size];
    int at = 0;
    joined[at++] = '[';
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        joined[at++] = ',';
      }
      byte[] item = items.get(i).bytes();
      System.arraycopy(item, 0, joined, at, item.length);
      at += item.length;
    }
    joined[at] = ']';
    return ofBytes(joined);
  }

  /// The value; see [Json] for its Java types.
  public @Nullable Object value() {
    if (!parsed) {
      value = Json.parse(bytes());
      parsed = true;
    }
    return value;
  }

  /// The UTF-8 text. Not to be modified.
  public byte[] bytes() {
    byte[] text = bytes;
    if (text == null) {
      text = Json.writeBytes(value);
      bytes = text;
    }
    return text;
  }

  /// The length of the text in UTF-8 bytes, which is what AWS's limits count.
  public int size() {
    return bytes().length;
  }

  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /// Where this payload is already stored; a mark for whoever stores it, opaque to everybody else.
  public @Nullable Object origin() {
    return origin;
  }

  public void markStored(Object origin) {
    this.origin = origin;
  }

  /// Two payloads are equal when their texts are.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Payload that && java.util.Arrays.equals(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(bytes());
  }

  @Override
  public String toString() {
    return text();
  }
}
