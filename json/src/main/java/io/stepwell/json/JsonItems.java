package io.stepwell.json;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// The items of one array, or the members of one object, read one after the other from a stream: of
/// a text of any length only one item is in memory.
public final class JsonItems implements AutoCloseable {
  private final JsonParser parser;
  private final boolean object;
  private @Nullable String key;
  private @Nullable Object value;

  private JsonItems(JsonParser parser, boolean object) {
    this.parser = parser;
    this.object = object;
  }

  /// Opens the array or object that a JSON Pointer (RFC 6901) leads to; the empty one leads to the
  /// whole text.
  ///
  /// @return null when there is neither an array nor an object
  /// @throws JsonException when the text is no JSON
  public static @Nullable JsonItems open(InputStream utf8, String pointer) {
    JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), utf8);
    try {
      JsonToken at = parser.nextToken();
      if (at == null) {
        throw JsonException.empty();
      }
      for (String step : steps(pointer)) {
        at = descend(parser, at, step);
      }
      if (at == JsonToken.START_ARRAY || at == JsonToken.START_OBJECT) {
        return new JsonItems(parser, at == JsonToken.START_OBJECT);
      }
      parser.close();
      return null;
    } catch (JacksonException e) {
      throw JsonException.of(e);
    }
  }

  /// Goes to the next item; false behind the last.
  ///
  /// @throws JsonException when the text is no JSON
  public boolean next() {
    try {
      JsonToken token = parser.nextToken();
      if (token == null || token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
        return false;
      }
      if (object) {
        key = parser.currentName();
        token = parser.nextToken();
      }
      value = Json.read(parser, token);
      return true;
    } catch (JacksonException e) {
      throw JsonException.of(e);
    }
  }

  public @Nullable Object value() {
    return value;
  }

  /// The member's name; null in an array.
  public @Nullable String key() {
    return key;
  }

  @Override
  public void close() {
    parser.close();
  }

  private static String[] steps(String pointer) {
    if (pointer.isEmpty()) {
      return new String[0];
    }
    return pointer.substring(1).split("/", -1);
  }

  /// The token that a step of a pointer leads to; null when there is nothing.
  private static @Nullable JsonToken descend(
      JsonParser parser, @Nullable JsonToken from, String step) {
    String name = step.replace("~1", "/").replace("~0", "~");
    if (from == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = parser.currentName().equals(name);
        JsonToken member = parser.nextToken();
        if (found) {
          return member;
        }
        parser.skipChildren();
      }
    } else if (from == JsonToken.START_ARRAY && name.matches("0|[1-9][0-9]{0,8}")) {
      int left = Integer.parseInt(name);
      for (JsonToken item = parser.nextToken();
          item != null && item != JsonToken.END_ARRAY;
          item = parser.nextToken()) {
        if (left-- == 0) {
          return item;
        }
        parser.skipChildren();
      }
    }
    return null;
  }
}
