package io.stepwell.expression.jsonpath;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parses the values written in filters and argument lists: JSON, in which texts may also stand in
/// single quotes and, inside arrays and objects, without any.
final class LiteralParser {
  private static final String ENDS = ",]}): \t\r\n&|<>=~!";

  private final Cursor cursor;

  private LiteralParser(Cursor cursor) {
    this.cursor = cursor;
  }

  static @Nullable Object parse(Cursor cursor) {
    return new LiteralParser(cursor).value(false);
  }

  private @Nullable Object value(boolean nested) {
    cursor.skipSpaces();
    return switch (cursor.peek()) {
      case '\'', '"' -> cursor.quoted();
      case '[' -> array();
      case '{' -> object();
      default -> word(nested);
    };
  }

  private List<@Nullable Object> array() {
    cursor.enter();
    cursor.expect('[');
    List<@Nullable Object> items = new ArrayList<>();
    cursor.skipSpaces();
    while (cursor.peek() != ']') {
      items.add(value(true));
      separator(']');
    }
    cursor.expect(']');
    cursor.leave();
    return Collections.unmodifiableList(items);
  }

  private Map<String, @Nullable Object> object() {
    cursor.enter();
    cursor.expect('{');
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    cursor.skipSpaces();
    while (cursor.peek() != '}') {
      String name = String.valueOf(value(true));
      cursor.expect(':');
      members.put(name, value(true));
      separator('}');
    }
    cursor.expect('}');
    cursor.leave();
    return Collections.unmodifiableMap(members);
  }

  private void separator(char end) {
    cursor.skipSpaces();
    if (cursor.peek() != end) {
      cursor.expect(',');
      cursor.skipSpaces();
    }
  }

  private @Nullable Object word(boolean nested) {
    int start = cursor.position();
    while (!cursor.atEnd() && ENDS.indexOf(cursor.peek()) < 0) {
      cursor.skip(1);
    }
    String word = cursor.since(start);
    try {
      return Json.parse(word);
    } catch (JsonException _) {
      if (nested && !word.isEmpty()) {
        return word;
      }
      throw cursor.complaint("expected a path or a value instead of '" + word + "'");
    }
  }
}
