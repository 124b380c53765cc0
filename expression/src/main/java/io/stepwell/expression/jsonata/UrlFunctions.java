package io.stepwell.expression.jsonata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// URL escapes, as JavaScript makes them.
final class UrlFunctions {
  private static final String UNESCAPED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
  private static final String RESERVED = ";/?:@&=+$,#";

  private UrlFunctions() {}

  static Object encodeUrlComponent(List<@Nullable Object> arguments, Evaluation evaluation) {
    return encode(arguments.getFirst(), UNESCAPED, "encodeUrlComponent", evaluation);
  }

  static Object encodeUrl(List<@Nullable Object> arguments, Evaluation evaluation) {
    return encode(arguments.getFirst(), UNESCAPED + RESERVED, "encodeUrl", evaluation);
  }

  static Object decodeUrlComponent(List<@Nullable Object> arguments, Evaluation evaluation) {
    return decode(arguments.getFirst(), "", "decodeUrlComponent", evaluation);
  }

  static Object decodeUrl(List<@Nullable Object> arguments, Evaluation evaluation) {
    return decode(arguments.getFirst(), RESERVED, "decodeUrl", evaluation);
  }

  private static Object encode(
      @Nullable Object value, String plain, String function, Evaluation evaluation) {
    if (!(value instanceof String text)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(1 + text.length() / 2);
    ByteBuffer bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException _) {
      throw JsonataError.of("D3140", function, text);
    }
    StringBuilder out = new StringBuilder();
    while (bytes.hasRemaining()) {
      int b = bytes.get() & 0xFF;
      if (plain.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
      }
    }
    return out.toString();
  }

  private static Object decode(
      @Nullable Object value, String kept, String function, Evaluation evaluation) {
    if (!(value instanceof String text)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(1 + text.length() / 2);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) != '%') {
        out.append(text.charAt(at++));
        continue;
      }
      int first = octet(text, at, function);
      if (first < 0x80) {
        // A character that has a meaning in URLs stays escaped as it was.
        out.append(kept.indexOf(first) >= 0 ? text.substring(at, at + 3) : (char) first);
        at += 3;
      } else {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (; at < text.length() && text.charAt(at) == '%'; at += 3) {
          int octet = octet(text, at, function);
          if (octet < 0x80) {
            break;
          }
          bytes.write(octet);
        }
        out.append(decoded(bytes.toByteArray(), function, text));
      }
    }
    return out.toString();
  }

  private static int octet(String text, int at, String function) {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw JsonataError.of("D3140", function, text);
    }
    return high << 4 | low;
  }

  private static String decoded(byte[] bytes, String function, String text) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw JsonataError.of("D3140", function, text);
    }
  }
}
