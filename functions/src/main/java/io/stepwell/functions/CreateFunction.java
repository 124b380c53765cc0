package io.stepwell.functions;

import java.util.List;
import java.util.Map;

/// What deploys a function; the API's `CreateFunction`. Checked by [Functions#create].
///
/// @param zip the deployment package
/// @param timeoutSeconds AWS's default is 3
/// @param memorySizeMegabytes AWS's default is 128
/// @param layers ARNs of layer versions, at most five
/// @param publish whether version 1 is published at once
public record CreateFunction(
    String name,
    String runtime,
    String role,
    String handler,
    CodeZip zip,
    String description,
    int timeoutSeconds,
    int memorySizeMegabytes,
    Map<String, String> environment,
    Map<String, String> tags,
    List<String> architectures,
    List<String> layers,
    boolean publish) {
  public static final int DEFAULT_TIMEOUT_SECONDS = 3;
  public static final int DEFAULT_MEMORY_MEGABYTES = 128;

  /// A function with AWS's defaults for all that is not named here.
  public static CreateFunction of(
      String name, String runtime, String handler, CodeZip zip, Map<String, String> environment) {
    return new CreateFunction(
        name,
        runtime,
        "arn:aws:iam::123456789012:role/function",
        handler,
        zip,
        "",
        DEFAULT_TIMEOUT_SECONDS,
        DEFAULT_MEMORY_MEGABYTES,
        environment,
        Map.of(),
        List.of("x86_64"),
        List.of(),
        false);
  }

  public CreateFunction withTimeoutSeconds(int seconds) {
    return new CreateFunction(
        name,
        runtime,
        role,
        handler,
        zip,
        description,
        seconds,
        memorySizeMegabytes,
        environment,
        tags,
        architectures,
        layers,
        publish);
  }

  public CreateFunction withLayers(List<String> arns) {
    return new CreateFunction(
        name,
        runtime,
        role,
        handler,
        zip,
        description,
        timeoutSeconds,
        memorySizeMegabytes,
        environment,
        tags,
        architectures,
        arns,
        publish);
  }

  @Override
  public String toString() {
    return "CreateFunction " + name + " (" + runtime + ", " + handler + ")";
  }
}
