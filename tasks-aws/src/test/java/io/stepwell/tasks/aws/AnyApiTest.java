package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.remote.RemoteServices;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `aws-sdk:service:action`, on the wire.
class AnyApiTest {
  private final FakeService service = new FakeService();
  private final RemoteServices services = Calls.at(service.url());

  @AfterEach
  void close() {
    services.close();
    service.close();
  }

  @Test
  void namesAreThoseOfTheApiOutsideAndPascalCaseInside() throws Exception {
    service.json(
        200,
        """
        {"Items": [{"id": {"S": "1"}, "n": {"N": "2"}, "b": {"BOOL": true}}], "Count": 1}\
        """);

    TaskOutcome outcome =
        Calls.make(
            services,
            "aws-sdk:dynamodb:query",
            """
            {"TableName": "t", "KeyConditionExpression": "id = :id", "Limit": 5,
             "ExpressionAttributeValues": {":id": {"S": "1"}}}\
            """);

    assertThat(Calls.succeeded(outcome))
        .isEqualTo(
            Map.of(
                "Items",
                List.of(
                    Map.of(
                        "id", Map.of("S", "1"), "n", Map.of("N", "2"), "b", Map.of("BOOL", true))),
                "Count",
                1L));
    FakeService.Asked asked = service.next();
    assertThat(asked.target()).isEqualTo("DynamoDB_20120810.Query");
    assertThat(json(asked.body()))
        .isEqualTo(
            Map.of(
                "TableName",
                "t",
                "KeyConditionExpression",
                "id = :id",
                "Limit",
                5L,
                "ExpressionAttributeValues",
                Map.of(":id", Map.of("S", "1"))));
  }

  @Test
  void anEmptyReplyIsAnEmptyObject() throws Exception {
    service.json(200, "{}");

    assertThat(
            Calls.succeeded(
                Calls.make(
                    services,
                    "aws-sdk:dynamodb:deleteItem",
                    "{\"TableName\": \"t\", \"Key\": {\"id\": {\"S\": \"1\"}}}")))
        .isEmpty();
  }

  @Test
  void aModelledErrorHasItsOwnName() throws Exception {
    service.json(
        400,
        """
        {"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message": "Requested resource not found"}\
        """);

    assertThat(
            Calls.make(
                services, "aws-sdk:dynamodb:putItem", "{\"TableName\": \"t\", \"Item\": {}}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "DynamoDb.ResourceNotFoundException",
                "Requested resource not found (Service: DynamoDb, Status Code: 400, Request ID:"
                    + " request-1)"));
  }

  @Test
  void anErrorWithoutANameIsTheServices() throws Exception {
    service.json(400, "{\"__type\": \"ValidationException\", \"message\": \"no\"}");

    assertThat(
            Calls.make(
                services,
                "aws-sdk:secretsmanager:createSecret",
                "{\"Name\": \"a b\", \"SecretString\": \"x\"}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "SecretsManager.SecretsManagerException",
                "no (Service: SecretsManager, Status Code: 400, Request ID: request-1)"));
  }

  @Test
  void anErrorIsToldAfterOneAttempt() throws Exception {
    service.json(500, "{\"message\": \"busy\"}");

    TaskOutcome outcome = Calls.make(services, "aws-sdk:dynamodb:listTables", "{}");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class, failed -> assertThat(failed.error()).startsWith("DynamoDb."));
    assertThat(service.all()).hasSize(1);
  }

  @Test
  void parametersThatTheApiHasNotAreRefusedBeforeTheCall() throws Exception {
    assertThat(Calls.make(services, "aws-sdk:dynamodb:listTables", "{\"Colour\": \"red\"}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "States.Runtime",
                "The Parameters '{\"Colour\": \"red\"}' could not be used to start the Task: [The"
                    + " field 'Colour' is not supported by Step Functions]"));
    assertThat(Calls.make(services, "aws-sdk:dynamodb:listTables", "{\"Limit\": \"1\"}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "States.Runtime",
                "The Parameters '{\"Limit\": \"1\"}' could not be used to start the Task: [The"
                    + " value for the field 'Limit' must be a NUMBER]"));
    assertThat(Calls.make(services, "aws-sdk:s3:getObject", "{\"Bucket\": \"b\"}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "States.Runtime",
                "The Parameters '{\"Bucket\": \"b\"}' could not be used to start the Task: [The"
                    + " field 'Key' is required but was missing]"));
    assertThat(service.all()).isEmpty();
  }

  @Test
  void bytesOfAnObjectAreText() throws Exception {
    service.xml(200, "Grüße");

    Map<?, ?> result =
        Calls.succeeded(
            Calls.make(services, "aws-sdk:s3:getObject", "{\"Bucket\": \"b\", \"Key\": \"k\"}"));

    assertThat(result.get("Body")).isEqualTo("Grüße");
    assertThat(result.get("Metadata")).isEqualTo(Map.of());
    assertThat(service.next().uri()).isEqualTo("/b/k");
  }

  @Test
  void anInterruptedCallIsGivenUp() throws Exception {
    Thread caller =
        Thread.ofVirtual()
            .unstarted(
                () ->
                    assertThatExceptionOfType(InterruptedException.class)
                        .isThrownBy(
                            () -> Calls.make(services, "aws-sdk:dynamodb:listTables", "{}")));
    Throwable[] problem = {null};
    caller.setUncaughtExceptionHandler((_, e) -> problem[0] = e);
    caller.start();
    service.next();
    caller.interrupt();
    caller.join();

    assertThat(problem[0]).isNull();
  }

  @Test
  void aServiceThatIsDownIsAClientException() throws Exception {
    try (RemoteServices nowhere = Calls.at(URI.create("http://no-such-host.invalid:1"))) {
      assertThat(Calls.make(nowhere, "aws-sdk:sqs:listQueues", "{}"))
          .isInstanceOfSatisfying(
              TaskOutcome.Failed.class,
              failed -> {
                assertThat(failed.error()).isEqualTo("Sqs.SdkClientException");
                assertThat(failed.cause())
                    .startsWith("Unable to execute HTTP request: no-such-host.invalid: ");
              });
    }
  }

  @Test
  void whatThereIsNotIsSaid() {
    assertThat(services.find("arn:aws:states:::aws-sdk:dynamodb:paintItRed")).isNull();
    assertThat(services.missing("arn:aws:states:::aws-sdk:dynamodb:paintItRed"))
        .contains("DynamoDb has no action 'paintItRed'");
    assertThat(services.missing("arn:aws:states:::aws-sdk:nimbus:rain"))
        .contains("software.amazon.awssdk:nimbus");
  }

  private static Object json(String text) throws JsonException {
    Object value = Json.parse(text);
    return value == null ? "null" : value;
  }
}
