package io.stepwell.api.states;

import io.stepwell.api.protocol.Fields;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.runtime.Orchestrator;
import java.util.function.Consumer;

/// What all lists have in common.
final class Pages {
  private static final int STANDARD_SIZE = 100;

  private Pages() {}

  /// `maxResults`, where absent and 0 both mean 100.
  static int size(Fields fields) {
    int wanted = fields.number("maxResults", 0);
    return wanted == 0 ? STANDARD_SIZE : wanted;
  }

  static <T> void write(JsonOut out, String name, Orchestrator.Page<T> page, Consumer<T> members) {
    out.beginList(name);
    for (T item : page.items()) {
      out.item();
      members.accept(item);
      out.endObject();
    }
    out.endList().member("nextToken", page.nextToken());
  }
}
