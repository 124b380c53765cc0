package io.stepwell.cli;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.util.Map;

/// The sentence in a cause: a function's cause is its error document, of which the message is read.
final class Causes {
  private Causes() {}

  static String sentence(String cause) {
    if (cause.startsWith("{")) {
      try {
        if (Json.parse(cause) instanceof Map<?, ?> document
            && document.get("errorMessage") instanceof String message) {
          return message;
        }
      } catch (JsonException e) {
        return cause; // not a document after all
      }
    }
    return cause;
  }
}
