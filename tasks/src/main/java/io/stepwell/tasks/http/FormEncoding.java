package io.stepwell.tasks.http;

import io.stepwell.json.Json;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// JSON as `application/x-www-form-urlencoded`: members of objects as `a[b]`, arrays in one of four
/// ways.
enum FormEncoding {
  /// `a[0]=x&a[1]=y`; AWS's default.
  INDICES,
  /// `a=x&a=y`
  REPEAT,
  /// `a=x,y`
  COMMAS,
  /// `a[]=x&a[]=y`
  BRACKETS;

  String encode(Map<?, ?> members) {
    List<String> pairs = new ArrayList<>();
    members.forEach((name, value) -> add(pairs, String.valueOf(name), value));
    return String.join("&", pairs);
  }

  private void add(List<String> pairs, String name, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> members ->
          members.forEach((key, member) -> add(pairs, name + "[" + key + "]", member));
      case List<?> items -> addAll(pairs, name, items);
      case null, default -> pairs.add(encode(name) + "=" + encode(scalar(value)));
    }
  }

  private void addAll(List<String> pairs, String name, List<?> items) {
    if (this == COMMAS) {
      StringJoiner joined = new StringJoiner(",");
      items.forEach(item -> joined.add(scalar(item)));
      pairs.add(encode(name) + "=" + encode(joined.toString()));
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      String key =
          switch (this) {
            case INDICES -> name + "[" + i + "]";
            case BRACKETS -> name + "[]";
            case REPEAT, COMMAS -> name;
          };
      add(pairs, key, items.get(i));
    }
  }

  static String scalar(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case Map<?, ?> members -> Json.write(members);
      case List<?> items -> Json.write(items);
      default -> value.toString();
    };
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
