package io.stepwell.expression.jsonpath;

import io.stepwell.expression.EvaluationException;
import io.stepwell.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place to put a value. Plain steps only.
record Target(String text, Steps steps) implements ReferencePath {
  /// What stands where nothing is yet.
  private static final Object ABSENT = new Object();

  @Override
  public boolean isRoot() {
    return steps.length() == 0;
  }

  @Override
  public @Nullable Object put(@Nullable Object document, @Nullable Object value) {
    return put(0, document, value, document);
  }

  private @Nullable Object put(
      int i, @Nullable Object node, @Nullable Object value, @Nullable Object document) {
    if (i == steps.length()) {
      return value;
    }
    return switch (steps.step(i)) {
      case Step.Name(String name) when node instanceof Map<?, ?> object ->
          with(object, name, put(i + 1, member(object, name), value, document));
      case Step.Name(String name) when node == ABSENT ->
          Collections.singletonMap(name, put(i + 1, ABSENT, value, document));
      case Step.Index(int index) when node instanceof List<?> array && index < array.size() ->
          with(array, index, put(i + 1, array.get(index), value, document));
      default ->
          throw EvaluationException.resultPath(
              "Unable to apply ReferencePath " + text + " to input " + Json.write(document));
    };
  }

  private static @Nullable Object member(Map<?, ?> object, String name) {
    Object member = object.get(name);
    return member == null && !object.containsKey(name) ? ABSENT : member;
  }

  private static Map<String, @Nullable Object> with(
      Map<?, ?> object, String name, @Nullable Object value) {
    Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(object.size() + 1);
    object.forEach((key, member) -> copy.put((String) key, member));
    copy.put(name, value);
    return Collections.unmodifiableMap(copy);
  }

  private static List<@Nullable Object> with(List<?> array, int index, @Nullable Object value) {
    List<@Nullable Object> copy = new ArrayList<>(array);
    copy.set(index, value);
    return Collections.unmodifiableList(copy);
  }
}
