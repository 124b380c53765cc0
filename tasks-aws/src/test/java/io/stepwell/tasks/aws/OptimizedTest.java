package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.remote.RemoteServices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Optimized integrations: what they add to any API.
class OptimizedTest {
  private final FakeService service = new FakeService();
  private final RemoteServices services = Calls.at(service.url());

  @AfterEach
  void close() {
    services.close();
    service.close();
  }

  @Test
  void aMessageThatIsAnObjectIsSentAsText() throws Exception {
    service.json(200, "{\"MessageId\": \"m-1\", \"MD5OfMessageBody\": \"%s\"}".formatted(MD5));

    Map<?, ?> result =
        Calls.succeeded(
            Calls.make(
                services,
                "sqs:sendMessage.waitForTaskToken",
                """
                {"QueueUrl": "%s/queue", "MessageBody": {"a": 1}}\
                """
                    .formatted(service.url())));

    assertThat(Json.parse(service.next().body()))
        .isEqualTo(Map.of("QueueUrl", service.url() + "/queue", "MessageBody", "{\"a\":1}"));
    assertThat(result.get("MessageId")).isEqualTo("m-1");
    assertThat(Job.at(result, "SdkHttpMetadata.HttpStatusCode")).isEqualTo(200L);
    assertThat(Job.at(result, "SdkHttpMetadata.AllHttpHeaders.Content-type"))
        .isEqualTo(List.of("application/x-amz-json-1.0"));
    assertThat(Job.at(result, "SdkResponseMetadata.RequestId")).isEqualTo("request-1");
  }

  /// Of `{"a":1}`; the SDK checks it.
  private static final String MD5 = "bb6cb5c68df4652941caf652a366f2d8";

  @Test
  void errorsAreNamedAsTheFirstSdkNamedThem() throws Exception {
    service.json(
        400,
        "{\"__type\": \"com.amazon.coral.validate#ValidationException\", \"message\": \"no\"}");
    service.json(
        400,
        """
        {"__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", "message": "The conditional request failed"}\
        """);
    String parameters = "{\"TableName\": \"t\", \"Item\": {\"id\": {\"S\": \"1\"}}}";

    assertThat(Calls.make(services, "dynamodb:putItem", parameters))
        .isEqualTo(
            new TaskOutcome.Failed(
                "DynamoDB.AmazonDynamoDBException",
                "no (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException;"
                    + " Request ID: request-1; Proxy: null)"));
    assertThat(Calls.make(services, "dynamodb:putItem", parameters))
        .isEqualTo(
            new TaskOutcome.Failed(
                "DynamoDB.ConditionalCheckFailedException",
                "The conditional request failed (Service: AmazonDynamoDBv2; Status Code: 400; Error"
                    + " Code: ConditionalCheckFailedException; Request ID: request-1; Proxy:"
                    + " null)"));
  }

  @Test
  void aTopicThatIsNotThereIsNotFound() throws Exception {
    service.xml(
        404,
        """
        <ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error><RequestId>r</RequestId></ErrorResponse>\
        """);

    assertThat(
            Calls.make(
                services,
                "sns:publish",
                "{\"TopicArn\": \"arn:aws:sns:eu-central-1:123456789012:t\", \"Message\": {\"a\":"
                    + " 1}}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "SNS.NotFoundException",
                "Topic does not exist (Service: AmazonSNS; Status Code: 404; Error Code: NotFound;"
                    + " Request ID: r; Proxy: null)"));
    assertThat(service.next().body()).contains("Message=%7B%22a%22%3A1%7D");
  }

  @Test
  void anEventThatIsRefusedFailsTheTaskWithTheReply() throws Exception {
    service.json(
        200, "{\"FailedEntryCount\": 1, \"Entries\": [{\"ErrorCode\": \"MalformedDetail\"}]}");

    TaskOutcome outcome =
        Calls.make(
            services,
            "events:putEvents",
            "{\"Entries\": [{\"Source\": \"s\", \"DetailType\": \"d\", \"Detail\": {\"x\": 1}}]}");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("EventBridge.FailedEntry");
              assertThat(failed.cause())
                  .contains("\"FailedEntryCount\":1")
                  .doesNotContain("SdkHttpMetadata");
            });
    Object entry = Job.at(Json.parse(service.next().body()), "Entries.0");
    assertThat(Job.at(entry, "Detail")).isEqualTo("{\"x\":1}");
    assertThat(Job.at(entry, "Resources"))
        .isEqualTo(
            List.of(
                "arn:aws:states:eu-central-1:123456789012:stateMachine:m",
                "arn:aws:states:eu-central-1:123456789012:execution:m:e"));
  }
}
