package io.stepwell.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads and writes JSON (RFC 8259) as plain values.
///
/// A value is an unmodifiable `Map<String, Object>` in the order of the text, an unmodifiable
/// `List`, a `String`, a `Long` or `BigInteger` for a number without fraction and exponent, a
/// `Double` for any other (`BigDecimal` where no finite double holds it), a `Boolean`, or null.
/// Numbers are written as Java prints them, so `1` and `1.0` stay two different texts, as on AWS.
///
/// Limits: nesting of [#MAX_DEPTH] on reading and writing; of a repeated member the last one counts.
public final class Json {
  /// The deepest nesting of objects and arrays that is read or written.
  public static final int MAX_DEPTH = 500;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(64 * 1024 * 1024)
                  .maxNumberLength(1000)
                  .build())
          .build();

  private Json() {}

  /// Parses one JSON text; anything but white space after it is an error.
  public static @Nullable Object parse(byte[] utf8) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      return whole(parser);
    } catch (JacksonException e) {
      throw JsonException.of(e);
    }
  }

  /// Parses one JSON text; anything but white space after it is an error.
  public static @Nullable Object parse(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return whole(parser);
    } catch (JacksonException e) {
      throw JsonException.of(e);
    }
  }

  /// Checks that the text is JSON without building its value.
  public static void check(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw JsonException.empty();
      }
      parser.skipChildren();
      refuseMore(parser);
    } catch (JacksonException e) {
      throw JsonException.of(e);
    }
  }

  /// The compact JSON text of a value.
  public static String write(@Nullable Object value) {
    return new String(writeBytes(value), StandardCharsets.UTF_8);
  }

  /// The compact JSON text of a value, in UTF-8.
  public static byte[] writeBytes(@Nullable Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator, value);
    }
    return out.toByteArray();
  }

  private static @Nullable Object whole(JsonParser parser) {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw JsonException.empty();
    }
    Object value = read(parser, first);
    refuseMore(parser);
    return value;
  }

  private static void refuseMore(JsonParser parser) {
    JsonToken more = parser.nextToken();
    if (more != null) {
      throw JsonException.trailing(parser.currentTokenLocation());
    }
  }

  static @Nullable Object read(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      default -> scalar(parser, token);
    };
  }

  /// The value of a token that is no container.
  static @Nullable Object scalar(JsonParser parser, JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? parser.getBigIntegerValue()
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> readFraction(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }

  private static Object readFraction(JsonParser parser) {
    double value = parser.getDoubleValue();
    return Double.isInfinite(value) ? parser.getDecimalValue() : (Object) value;
  }

  private static Map<String, @Nullable Object> readObject(JsonParser parser) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      members.put(name, read(parser, parser.nextToken()));
    }
    return Collections.unmodifiableMap(members);
  }

  private static List<@Nullable Object> readArray(JsonParser parser) {
    List<@Nullable Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(read(parser, token));
    }
    return Collections.unmodifiableList(items);
  }

  private static void write(JsonGenerator out, @Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case String s -> out.writeString(s);
      case Boolean b -> out.writeBoolean(b);
      case Long n -> out.writeNumber(n);
      case Integer n -> out.writeNumber(n);
      case Double n -> writeDouble(out, n);
      case BigInteger n -> out.writeNumber(n);
      case BigDecimal n -> out.writeNumber(n);
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.writeName((String) entry.getKey());
          write(out, entry.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        for (Object item : list) {
          write(out, item);
        }
        out.writeEndArray();
      }
      default ->
          throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
    }
  }

  private static void writeDouble(JsonGenerator out, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      out.writeString(Double.toString(value)); // AWS prints [1/0] as ["Infinity"]
    } else {
      out.writeNumber(value);
    }
  }
}
