package io.stepwell.functions;

import io.stepwell.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The stored form of a function's configuration: JSON with a format number. What an older version
/// wrote is read by every later one: `version` and `layers` came later, and may be absent.
public final class FunctionDocument {
  private static final long FORMAT = 1;

  private FunctionDocument() {}

  public static byte[] encode(FunctionConfiguration function) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("format", FORMAT);
    members.put("name", function.name());
    members.put("arn", function.arn());
    members.put("version", function.version());
    members.put("runtime", function.runtime());
    members.put("role", function.role());
    members.put("handler", function.handler());
    members.put("description", function.description());
    members.put("timeoutSeconds", function.timeoutSeconds());
    members.put("memorySizeMegabytes", function.memorySizeMegabytes());
    members.put("environment", function.environment());
    members.put("tags", function.tags());
    members.put("architectures", function.architectures());
    members.put("layers", function.layers());
    members.put("codeSize", function.codeSize());
    members.put("codeSha256", function.codeSha256());
    members.put("lastModified", function.lastModified().toString());
    members.put("revisionId", function.revisionId());
    return Json.writeBytes(members);
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalArgumentException when the document is damaged or of a later format
  public static FunctionConfiguration decode(byte[] document) {
    if (!(Json.parse(document) instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException("a function's document must be a JSON object");
    }
    if (number(members, "format") != FORMAT) {
      throw new IllegalArgumentException(
          "a function's document has format " + members.get("format") + ", this version reads 1");
    }
    return new FunctionConfiguration(
        string(members, "name"),
        string(members, "arn"),
        members.containsKey("version") ? string(members, "version") : FunctionReference.LATEST,
        string(members, "runtime"),
        string(members, "role"),
        string(members, "handler"),
        string(members, "description"),
        (int) number(members, "timeoutSeconds"),
        (int) number(members, "memorySizeMegabytes"),
        strings(members, "environment"),
        strings(members, "tags"),
        list(members, "architectures"),
        members.containsKey("layers") ? list(members, "layers") : List.of(),
        number(members, "codeSize"),
        string(members, "codeSha256"),
        Instant.parse(string(members, "lastModified")),
        string(members, "revisionId"));
  }

  private static String string(Map<?, ?> members, String name) {
    return text(members.get(name), name);
  }

  private static long number(Map<?, ?> members, String name) {
    if (members.get(name) instanceof Long number) {
      return number;
    }
    throw missing(name);
  }

  private static Map<String, String> strings(Map<?, ?> members, String name) {
    if (!(members.get(name) instanceof Map<?, ?> map)) {
      throw missing(name);
    }
    Map<String, String> strings = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      strings.put((String) entry.getKey(), text(entry.getValue(), name));
    }
    return strings;
  }

  private static List<String> list(Map<?, ?> members, String name) {
    if (members.get(name) instanceof List<?> items) {
      return items.stream().map(item -> text(item, name)).toList();
    }
    throw missing(name);
  }

  private static String text(@Nullable Object value, String name) {
    if (value instanceof String text) {
      return text;
    }
    throw missing(name);
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("a function's document lacks a proper '" + name + "'");
  }
}
