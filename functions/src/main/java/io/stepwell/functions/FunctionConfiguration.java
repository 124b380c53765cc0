package io.stepwell.functions;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deployed function: what the Lambda API calls its configuration.
///
/// The environment's values are secrets: they are in [#describe], for the caller who may see them,
/// and never in [#toString].
///
/// @param arn of the function, with the version behind it when this is a published one
/// @param version `$LATEST`, which changes, or the number of a published version, which never does
/// @param layers ARNs of layer versions, in the order in which they are laid over each other
/// @param codeSha256 the SHA-256 of the uploaded zip in base64, as the API shows it
/// @param revisionId new with every change of code or configuration
public record FunctionConfiguration(
    String name,
    String arn,
    String version,
    String runtime,
    String role,
    String handler,
    String description,
    int timeoutSeconds,
    int memorySizeMegabytes,
    Map<String, String> environment,
    Map<String, String> tags,
    List<String> architectures,
    List<String> layers,
    long codeSize,
    String codeSha256,
    Instant lastModified,
    String revisionId) {
  private static final DateTimeFormatter LAST_MODIFIED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

  public FunctionConfiguration {
    environment = Map.copyOf(environment);
    tags = Map.copyOf(tags);
    architectures = List.copyOf(architectures);
    layers = List.copyOf(layers);
  }

  /// The members of the API's `FunctionConfiguration`, in AWS's order.
  public Map<String, @Nullable Object> describe() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("FunctionName", name);
    members.put("FunctionArn", arn);
    members.put("Runtime", runtime);
    members.put("Role", role);
    members.put("Handler", handler);
    members.put("CodeSize", codeSize);
    members.put("Description", description);
    members.put("Timeout", timeoutSeconds);
    members.put("MemorySize", memorySizeMegabytes);
    members.put("LastModified", LAST_MODIFIED.format(lastModified));
    members.put("CodeSha256", codeSha256);
    members.put("Version", version);
    if (!environment.isEmpty()) {
      members.put("Environment", Map.of("Variables", environment));
    }
    if (!layers.isEmpty()) {
      members.put("Layers", layers.stream().map(layer -> Map.of("Arn", layer)).toList());
    }
    members.put("TracingConfig", Map.of("Mode", "PassThrough"));
    members.put("RevisionId", revisionId);
    members.put("State", "Active");
    members.put("LastUpdateStatus", "Successful");
    members.put("PackageType", "Zip");
    members.put("Architectures", architectures);
    members.put("EphemeralStorage", Map.of("Size", 512));
    members.put("SnapStart", snapStart());
    members.put("LoggingConfig", loggingConfig());
    return members;
  }

  private static Map<String, Object> snapStart() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("ApplyOn", "None");
    members.put("OptimizationStatus", "Off");
    return members;
  }

  private Map<String, Object> loggingConfig() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("LogFormat", "Text");
    members.put("LogGroup", "/aws/lambda/" + name);
    return members;
  }

  /// The same under another ARN: one with a qualifier, as callers who name one are answered.
  public FunctionConfiguration withArn(String other) {
    return new FunctionConfiguration(
        name,
        other,
        version,
        runtime,
        role,
        handler,
        description,
        timeoutSeconds,
        memorySizeMegabytes,
        environment,
        tags,
        architectures,
        layers,
        codeSize,
        codeSha256,
        lastModified,
        revisionId);
  }

  boolean isLatest() {
    return version.equals(FunctionReference.LATEST);
  }

  /// Without the environment, whose values are nobody's business in a log.
  @Override
  public String toString() {
    return "function "
        + name
        + ":"
        + version
        + " ("
        + runtime
        + ", "
        + handler
        + ", "
        + codeSha256
        + ")";
  }
}
