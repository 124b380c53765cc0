package io.stepwell.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON value that knows where it begins in its text: for diagnostics that name a line.
///
/// Lines and columns count from 1, columns in UTF-16 units. Unlike [Json], it keeps every member of
/// an object, so that a repeated one can be reported. Limits are those of [Json].
public sealed interface Located {
  int line();

  int column();

  /// The value alone, as [Json] describes it; of a repeated member the last one counts.
  @Nullable Object value();

  /// Parses one JSON text; anything but white space after it is an error.
  ///
  /// @throws JsonException when the text is not JSON, or nested too deeply
  static Located parse(String text) {
    return LocatedReader.read(text);
  }

  /// An object.
  ///
  /// @param members in the order of the text, repeated ones included
  record ObjectValue(List<Member> members, int line, int column) implements Located {
    public ObjectValue {
      members = List.copyOf(members);
    }

    @Override
    public Map<String, @Nullable Object> value() {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      members.forEach(member -> values.put(member.name(), member.value().value()));
      return Collections.unmodifiableMap(values);
    }
  }

  /// An array.
  record ArrayValue(List<Located> items, int line, int column) implements Located {
    public ArrayValue {
      items = List.copyOf(items);
    }

    @Override
    public List<@Nullable Object> value() {
      List<@Nullable Object> values = new ArrayList<>(items.size());
      items.forEach(item -> values.add(item.value()));
      return Collections.unmodifiableList(values);
    }
  }

  /// A string, a number, a boolean, or null.
  record Scalar(@Nullable Object value, int line, int column) implements Located {}

  /// One member of an object.
  ///
  /// @param line where the name begins
  record Member(String name, Located value, int line, int column) {}
}
