package io.stepwell.functions;

import java.util.Map;
import java.util.regex.Pattern;

/// What a function's settings must satisfy, with AWS's limits and its way to say so.
final class Requirements {
  private static final int MAX_TIMEOUT_SECONDS = 900;
  private static final int MIN_MEMORY = 128;
  private static final int MAX_MEMORY = 10_240;
  private static final int MAX_ENVIRONMENT_BYTES = 4 * 1024;
  private static final Pattern HANDLER = Pattern.compile("[^\\s]{1,128}");
  private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");

  private Requirements() {}

  static void check(CreateFunction request) {
    check(request.handler(), request.timeoutSeconds(), request.memorySizeMegabytes());
    check(request.environment());
  }

  static void check(FunctionConfiguration changed) {
    check(changed.handler(), changed.timeoutSeconds(), changed.memorySizeMegabytes());
    check(changed.environment());
  }

  private static void check(String handler, int timeoutSeconds, int memory) {
    if (!HANDLER.matcher(handler).matches()) {
      throw FunctionException.violated(
          handler, "handler", "satisfy regular expression pattern: [^\\s]+");
    }
    if (timeoutSeconds < 1 || timeoutSeconds > MAX_TIMEOUT_SECONDS) {
      throw FunctionException.violated(
          Integer.toString(timeoutSeconds),
          "timeout",
          timeoutSeconds < 1
              ? "have value greater than or equal to 1"
              : "have value less than or equal to " + MAX_TIMEOUT_SECONDS);
    }
    if (memory < MIN_MEMORY || memory > MAX_MEMORY) {
      throw FunctionException.violated(
          Integer.toString(memory),
          "memorySize",
          memory < MIN_MEMORY
              ? "have value greater than or equal to " + MIN_MEMORY
              : "have value less than or equal to " + MAX_MEMORY);
    }
  }

  /// The values are secrets: only names may be told.
  private static void check(Map<String, String> environment) {
    int bytes = 0;
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (!VARIABLE.matcher(name).matches()) {
        throw FunctionException.violated(
            name,
            "environment.variables",
            "have keys that satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+");
      }
      if (RESERVED.contains(name)) {
        throw FunctionException.invalid(
            "Lambda was unable to configure your environment variables because the environment"
                + " variables you have provided contains reserved keys that are currently not"
                + " supported for modification. Reserved keys used in this request: "
                + name);
      }
      if (variable.getValue().indexOf('\0') >= 0) {
        throw FunctionException.invalid(
            "The value of the environment variable " + name + " contains a zero character");
      }
      bytes += name.length() + variable.getValue().length();
    }
    if (bytes > MAX_ENVIRONMENT_BYTES) {
      throw FunctionException.invalid(
          "Lambda was unable to configure your environment variables because the environment"
              + " variables you have provided exceeded the 4KB limit.");
    }
  }

  private static final java.util.Set<String> RESERVED =
      java.util.Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_RUNTIME_API",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR");
}
