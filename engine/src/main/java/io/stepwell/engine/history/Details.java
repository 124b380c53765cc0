package io.stepwell.engine.history;

import io.stepwell.json.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The details of one history event. Data is shown as JSON text, and left out, together with what is
/// said about it, when the caller does not want it.
final class Details {
  private static final Map<String, Object> WHOLE = Map.of("truncated", false);

  private final boolean includeData;
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  Details(boolean includeData) {
    this.includeData = includeData;
  }

  Map<String, @Nullable Object> members() {
    return members;
  }

  /// A member that is absent when it is null.
  Details with(String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  Details input(Payload input) {
    return data("input", input.text(), "inputDetails");
  }

  Details output(Payload output) {
    return data("output", output.text(), "outputDetails");
  }

  Details parameters(Payload parameters) {
    return includeData ? with("parameters", parameters.text()) : this;
  }

  /// Variables by name; absent when none were assigned.
  Details assigned(Map<String, Payload> variables) {
    if (variables.isEmpty()) {
      return this;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    variables.forEach((name, value) -> texts.put(name, value.text()));
    return data("assignedVariables", texts, "assignedVariablesDetails");
  }

  private Details data(String name, Object value, String aboutIt) {
    return includeData ? with(name, value).with(aboutIt, WHOLE) : this;
  }
}
