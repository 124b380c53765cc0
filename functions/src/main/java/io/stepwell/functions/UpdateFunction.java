package io.stepwell.functions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What changes a function's settings; the API's `UpdateFunctionConfiguration`. What is absent stays
/// as it is.
///
/// @param revisionId what the function's revision must be for the change to be made
public record UpdateFunction(
    @Nullable String runtime,
    @Nullable String role,
    @Nullable String handler,
    @Nullable String description,
    @Nullable Integer timeoutSeconds,
    @Nullable Integer memorySizeMegabytes,
    @Nullable Map<String, String> environment,
    @Nullable List<String> layers,
    @Nullable String revisionId) {
  @Override
  public String toString() {
    return "UpdateFunction (" + runtime + ", " + handler + ")";
  }
}
