package io.stepwell.functions;

import io.stepwell.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A name for a version of a function, which can be pointed to another one; perhaps with a second
/// version that gets a part of the calls (Lambda, "Weighted aliases").
///
/// @param version a published version's number, or `$LATEST`
/// @param weights of other versions: the part of the calls that each gets, from 0 to 1
/// @param revisionId new with every change
public record Alias(
    String name,
    String version,
    String description,
    Map<String, Double> weights,
    String revisionId) {
  private static final long FORMAT = 1;

  public Alias {
    weights = Map.copyOf(weights);
  }

  /// The members of the API's `AliasConfiguration`.
  ///
  /// @param functionArn without a qualifier
  public Map<String, @Nullable Object> describe(String functionArn) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("AliasArn", functionArn + ":" + name);
    members.put("Name", name);
    members.put("FunctionVersion", version);
    members.put("Description", description);
    if (!weights.isEmpty()) {
      members.put("RoutingConfig", Map.of("AdditionalVersionWeights", weights));
    }
    members.put("RevisionId", revisionId);
    return members;
  }

  boolean leadsTo(String other) {
    return version.equals(other) || weights.containsKey(other);
  }

  /// The version that serves a request: drawn by the weights, and for one request always the same, so
  /// that a call which is repeated after a crash, or tried again, runs the same code.
  String versionFor(String requestId) {
    double drawn = new SplittableRandom(requestId.hashCode()).nextDouble();
    for (Map.Entry<String, Double> other : weights.entrySet()) {
      if (drawn < other.getValue()) {
        return other.getKey();
      }
      drawn -= other.getValue();
    }
    return version;
  }

  byte[] encode() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("format", FORMAT);
    members.put("name", name);
    members.put("version", version);
    members.put("description", description);
    members.put("weights", weights);
    members.put("revisionId", revisionId);
    return Json.writeBytes(members);
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalArgumentException when the document is damaged or of a later format
  static Alias decode(byte[] document) {
    if (Json.parse(document) instanceof Map<?, ?> members
        && members.get("format") instanceof Long format
        && format == FORMAT
        && members.get("name") instanceof String name
        && members.get("version") instanceof String version
        && members.get("description") instanceof String description
        && members.get("weights") instanceof Map<?, ?> weights
        && members.get("revisionId") instanceof String revisionId) {
      Map<String, Double> parts = new LinkedHashMap<>();
      weights.forEach((other, part) -> parts.put((String) other, ((Number) part).doubleValue()));
      return new Alias(name, version, description, parts, revisionId);
    }
    throw new IllegalArgumentException("an alias's document of another format, or damaged");
  }
}
