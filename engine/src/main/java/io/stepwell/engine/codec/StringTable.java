package io.stepwell.engine.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The strings of one segment or snapshot. In UTF-8, or two bytes per `char` for a string that UTF-8
/// cannot hold: one with half a surrogate pair, which JSON's escapes can produce.
final class StringTable {
  private StringTable() {}

  static void write(List<String> strings, ByteWriter out) {
    out.varint(strings.size());
    for (String text : strings) {
      if (hasLoneSurrogate(text)) {
        writeWide(text, out);
      } else {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.varint((long) bytes.length << 1);
        out.bytes(bytes);
      }
    }
  }

  static String[] read(ByteReader in) {
    String[] strings = new String[in.count(1)];
    for (int i = 0; i < strings.length; i++) {
      int head = in.int32();
      int length = head >>> 1;
      boolean wide = (head & 1) != 0;
      strings[i] = wide ? readWide(in, length) : in.text(length, StandardCharsets.UTF_8);
    }
    return strings;
  }

  private static void writeWide(String text, ByteWriter out) {
    out.varint((long) text.length() << 1 | 1);
    for (int i = 0; i < text.length(); i++) {
      out.u8(text.charAt(i) >> 8);
      out.u8(text.charAt(i));
    }
  }

  private static String readWide(ByteReader in, int length) {
    if (length > in.remaining() / 2) {
      throw in.damaged("a text is longer than the rest");
    }
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) (in.u8() << 8 | in.u8());
    }
    return new String(chars);
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
