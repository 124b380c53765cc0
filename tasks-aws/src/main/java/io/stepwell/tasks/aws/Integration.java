package io.stepwell.tasks.aws;

import io.stepwell.tasks.aws.Failures.Wording;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is particular about an optimized integration; what is not said here is as in every other.
///
/// @param wording of its errors
/// @param jsonTexts members of the request that may be objects, and are sent as JSON text
/// @param metadata whether the result has `SdkHttpMetadata` and `SdkResponseMetadata`
/// @param job how its `.sync` form is waited for, or null when it has none
record Integration(
    Wording.Optimized wording, Set<String> jsonTexts, boolean metadata, @Nullable Job job) {

  private static final Map<String, Wording.Optimized> WORDINGS =
      Map.of(
          "dynamodb", wording("DynamoDB", "AmazonDynamoDBException", "AmazonDynamoDBv2"),
          "sqs", wording("SQS", "AmazonSQSException", "AmazonSQS"),
          "sns", wording("SNS", "AmazonSNSException", "AmazonSNS"),
          "eventbridge", wording("EventBridge", "AmazonEventBridgeException", "AmazonEventBridge"),
          "lambda", wording("Lambda", "AWSLambdaException", "AWSLambda"),
          "ecs", wording("ECS", "AmazonECSException", "AmazonECS"),
          "batch", wording("Batch", "AWSBatchException", "AWSBatch"),
          "glue", wording("Glue", "AWSGlueException", "AWSGlue"),
          "codebuild", wording("CodeBuild", "AWSCodeBuildException", "AWSCodeBuild"),
          "athena", wording("Athena", "AmazonAthenaException", "AmazonAthena"));

  private static final Map<String, Set<String>> JSON_TEXTS =
      Map.of(
          "sqs:sendMessage", Set.of("MessageBody"),
          "sns:publish", Set.of("Message"),
          "eventbridge:putEvents", Set.of("Detail"));

  private static final Set<String> WITHOUT_METADATA =
      Set.of("eventbridge:putEvents", "athena:getQueryResults", "athena:getQueryExecution");

  private static Wording.Optimized wording(String prefix, String general, String service) {
    return new Wording.Optimized(prefix, general, service);
  }

  /// @return null when there is none for the service
  static @Nullable Integration of(String service, String action) {
    Wording.Optimized wording = WORDINGS.get(service);
    String key = service + ":" + action;
    return wording == null
        ? null
        : new Integration(
            wording,
            JSON_TEXTS.getOrDefault(key, Set.of()),
            !WITHOUT_METADATA.contains(key),
            Job.of(key));
  }
}
