package io.stepwell.functions;

import java.util.List;
import java.util.Map;

/// What deploys a function; the API's `CreateFunction`. Checked by [Functions#create].
///
/// @param zip the deployment package
/// @param timeoutSeconds AWS's default is 3
/// @param memorySizeMegabytes AWS's default is 128
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
    List<String> architectures) {
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
        List.of("x86_64"));
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
        architectures);
  }

  @Override
  public String toString() {
    return "CreateFunction " + name + " (" + runtime + ", " + handler + ")";
  }
}
