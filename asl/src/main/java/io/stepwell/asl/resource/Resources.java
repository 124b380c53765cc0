package io.stepwell.asl.resource;

import io.stepwell.asl.plan.Resource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a Task state's `Resource` names.
///
/// Which actions an AWS SDK integration has is the business of whoever calls it: any service and
/// any camel-case action is taken.
public final class Resources {
  private static final String PARTITION = "arn:aws(?:-[a-z]+)*:";
  private static final Pattern FUNCTION =
      Pattern.compile(PARTITION + "lambda:[^:]+:[^:]+:function:[^:]+(?::[^:]+)?");
  private static final Pattern ACTIVITY =
      Pattern.compile(PARTITION + "states:[^:]+:[^:]+:activity:[^:]+");
  private static final Pattern SDK =
      Pattern.compile(
          PARTITION + "states:::(aws-sdk:[a-z0-9]+):([a-z][A-Za-z0-9]*)(\\.waitForTaskToken)?");
  private static final Pattern OPTIMIZED =
      Pattern.compile(
          PARTITION + "states:::([a-z0-9-]+):([A-Za-z0-9]+)(\\.sync(?::2)?|\\.waitForTaskToken)?");

  private Resources() {}

  /// The resource, or empty when AWS has none of this name.
  public static Optional<Resource> parse(String arn) {
    if (FUNCTION.matcher(arn).matches()) {
      return Optional.of(new Resource.Function(arn));
    }
    if (ACTIVITY.matcher(arn).matches()) {
      return Optional.of(new Resource.Activity(arn));
    }
    Matcher sdk = SDK.matcher(arn);
    if (sdk.matches()) {
      return Optional.of(integration(arn, sdk));
    }
    Matcher optimized = OPTIMIZED.matcher(arn);
    return optimized.matches()
            && Integrations.has(optimized.group(1), optimized.group(2), suffix(optimized))
        ? Optional.of(integration(arn, optimized))
        : Optional.empty();
  }

  private static Resource integration(String arn, Matcher matcher) {
    String suffix = suffix(matcher);
    return new Resource.Integration(
        arn, matcher.group(1), matcher.group(2) + suffix, pattern(suffix));
  }

  private static String suffix(Matcher matcher) {
    String suffix = matcher.group(3);
    return suffix == null ? "" : suffix;
  }

  private static Resource.Pattern pattern(String suffix) {
    if (suffix.startsWith(".sync")) {
      return Resource.Pattern.SYNC;
    }
    return suffix.isEmpty()
        ? Resource.Pattern.REQUEST_RESPONSE
        : Resource.Pattern.WAIT_FOR_TASK_TOKEN;
  }
}
