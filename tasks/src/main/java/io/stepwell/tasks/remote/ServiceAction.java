package io.stepwell.tasks.remote;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An action of an AWS service, as a Task's `Resource` names it.
///
/// @param service the module of the AWS SDK for Java, lower case: `dynamodb`, `eventbridge`
/// @param action in camel case: `putItem`
/// @param optimized an optimized integration, rather than one of the AWS SDK (`aws-sdk:…`)
/// @param pattern what follows the action: ``, `.sync`, `.sync:2` or `.waitForTaskToken`
public record ServiceAction(String service, String action, boolean optimized, String pattern) {
  private static final Pattern RESOURCE =
      Pattern.compile(
          "arn:aws[a-zA-Z-]*:states:[^:]*:[^:]*:(aws-sdk:)?([a-z0-9-]+):([a-zA-Z][a-zA-Z0-9]*)"
              + "(\\.sync(?::2)?|\\.waitForTaskToken)?");

  /// Optimized integrations whose name is not that of the SDK's module; `http` and `apigateway:invoke`
  /// are no services of the SDK.
  private static final Map<String, String> MODULES =
      Map.of(
          "events",
          "eventbridge",
          "states",
          "sfn",
          "elasticmapreduce",
          "emr",
          "emr-containers",
          "emrcontainers",
          "emr-serverless",
          "emrserverless");

  /// The action, or empty when the resource names none.
  public static Optional<ServiceAction> parse(String resource) {
    Matcher matcher = RESOURCE.matcher(resource);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = matcher.group(2);
    boolean optimized = matcher.group(1) == null;
    if (optimized && name.equals("activity")) {
      return Optional.empty();
    }
    String suffix = matcher.group(4);
    return Optional.of(
        new ServiceAction(
            optimized ? MODULES.getOrDefault(name, name) : name,
            matcher.group(3),
            optimized,
            suffix == null ? "" : suffix));
  }

  /// Whether the call is the submission of a job that is waited for.
  public boolean isJob() {
    return pattern.startsWith(".sync");
  }
}
