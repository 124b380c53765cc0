package io.stepwell.tasks.aws;

import io.stepwell.tasks.TaskOutcome;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/// What the SDK throws, as a Task's Error and Cause: named after the SDK's exceptions, in the words
/// of its first version for optimized integrations and of its second one for all others.
final class Failures {
  private static final Pattern ATTEMPTS = Pattern.compile("\\s*\\(SDK Attempt Count: \\d+\\)$");

  private Failures() {}

  /// How the errors of an integration are named and told.
  sealed interface Wording {
    /// `DynamoDb.ResourceNotFoundException`: "… (Service: DynamoDb, Status Code: 400, Request ID: …)".
    record Sdk(String service) implements Wording {}

    /// `DynamoDB.AmazonDynamoDBException`: "… (Service: AmazonDynamoDBv2; Status Code: 400; Error
    /// Code: …; Request ID: …; Proxy: null)".
    ///
    /// @param prefix of the error's name
    /// @param general the exception for what has none of its own
    /// @param service in the text
    record Optimized(String prefix, String general, String service) implements Wording {}
  }

  /// @throws InterruptedException when the call was given up
  static TaskOutcome outcome(SdkException failure, Service service, Wording wording)
      throws InterruptedException {
    if (Thread.interrupted() || failure instanceof AbortedException) {
      InterruptedException interrupted = new InterruptedException("interrupted during a call");
      interrupted.initCause(failure);
      throw interrupted;
    }
    return failure instanceof SdkServiceException refused
        ? new TaskOutcome.Failed(name(refused, service, wording), text(refused, wording))
        : new TaskOutcome.Failed(
            prefix(wording) + ".SdkClientException",
            "Unable to execute HTTP request: " + reason(failure));
  }

  private static String prefix(Wording wording) {
    return switch (wording) {
      case Wording.Sdk(String service) -> service;
      case Wording.Optimized optimized -> optimized.prefix();
    };
  }

  private static String name(SdkServiceException failure, Service service, Wording wording) {
    String type = failure.getClass().getSimpleName();
    boolean unmodelled = type.equals(service.name() + "Exception") || !type.endsWith("Exception");
    return switch (wording) {
      case Wording.Sdk(String name) -> name + "." + (unmodelled ? name + "Exception" : type);
      case Wording.Optimized optimized ->
          optimized.prefix() + "." + (unmodelled ? optimized.general() : type);
    };
  }

  private static String text(SdkServiceException failure, Wording wording) {
    AwsErrorDetails details =
        failure instanceof AwsServiceException aws ? aws.awsErrorDetails() : null;
    String told = details == null ? null : details.errorMessage();
    String message = told == null ? "The service gave no message" : told;
    return switch (wording) {
      case Wording.Sdk(String name) ->
          "%s (Service: %s, Status Code: %d, Request ID: %s%s)"
              .formatted(
                  message, name, failure.statusCode(), failure.requestId(), extended(failure));
      case Wording.Optimized optimized ->
          "%s (Service: %s; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
              .formatted(
                  message,
                  optimized.service(),
                  failure.statusCode(),
                  details == null ? null : details.errorCode(),
                  failure.requestId());
    };
  }

  private static String extended(SdkServiceException failure) {
    String id = failure.extendedRequestId();
    return id == null ? "" : ", Extended Request ID: " + id;
  }

  static String reason(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
      if (cause instanceof UnknownHostException unknown) {
        return unknownHost(unknown.getMessage());
      }
    }
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return ATTEMPTS.matcher(message).replaceFirst("");
  }

  static String unknownHost(@Nullable String message) {
    String host = message == null ? "" : message;
    return host.contains(": ") ? host : host + ": Name or service not known";
  }
}
