package io.stepwell.functions;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What changes a function's settings; the API's `UpdateFunctionConfiguration`. What is absent stays
/// as it is.
public record UpdateFunction(
    @Nullable String runtime,
    @Nullable String role,
    @Nullable String handler,
    @Nullable String description,
    @Nullable Integer timeoutSeconds,
    @Nullable Integer memorySizeMegabytes,
    @Nullable Map<String, String> environment) {
  @Override
  public String toString() {
    return "UpdateFunction (" + runtime + ", " + handler + ")";
  }
}
