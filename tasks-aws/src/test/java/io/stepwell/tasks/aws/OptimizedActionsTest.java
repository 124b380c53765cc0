package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Each optimized action in executions, against an endpoint that answers in AWS's words: success, an
/// error caught by its name, throttling retried, a timeout, an abort; and those that take a task token.
final class OptimizedActionsTest {
  private static final FakeService service = new FakeService();

  @SuppressWarnings("NullAway.Init")
  private static Scene scene;

  /// An action and what its service says.
  ///
  /// @param ok the answer of success
  /// @param error an error's code on the wire, and its name in a Catch
  /// @param throttled the code on the wire when there is too much, and its name in a Retry
  private record Action(
      String resource,
      String parameters,
      Wire wire,
      String ok,
      List<String> error,
      List<String> throttled) {}

  private enum Wire {
    JSON,
    XML
  }

  private static final String ITEM = "{\"TableName\": \"t\", \"Key\": {\"id\": {\"S\": \"1\"}}}";

  private static final List<String> NO_TABLE =
      List.of("ResourceNotFoundException", "DynamoDB.ResourceNotFoundException");
  private static final List<String> TOO_MUCH =
      List.of(
          "ProvisionedThroughputExceededException",
          "DynamoDB.ProvisionedThroughputExceededException");

  private static final List<Action> ACTIONS =
      List.of(
          dynamoDb("getItem", ITEM),
          dynamoDb("putItem", "{\"TableName\": \"t\", \"Item\": {\"id\": {\"S\": \"1\"}}}"),
          dynamoDb("updateItem", ITEM),
          dynamoDb("deleteItem", ITEM),
          json(
              "sqs:sendMessage",
              "{\"QueueUrl\": \"http://localhost/q\", \"MessageBody\": \"x\"}",
              "{\"MessageId\": \"1\", \"MD5OfMessageBody\": \"9dd4e461268c8034f5c8564e155c67a6\"}",
              List.of("QueueDoesNotExist", "SQS.QueueDoesNotExistException"),
              List.of("RequestThrottled", "SQS.RequestThrottledException")),
          new Action(
              "sns:publish",
              "{\"TopicArn\": \"arn:aws:sns:eu-central-1:123456789012:t\", \"Message\": \"x\"}",
              Wire.XML,
              "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishResponse>",
              List.of("NotFound", "SNS.NotFoundException"),
              List.of("Throttled", "SNS.ThrottledException")),
          json(
              "events:putEvents",
              "{\"Entries\": [{\"Source\": \"s\", \"DetailType\": \"d\", \"Detail\": {}}]}",
              "{\"FailedEntryCount\": 0, \"Entries\": [{\"EventId\": \"1\"}]}",
              List.of("InternalException", "EventBridge.InternalException"),
              List.of("ThrottlingException", "EventBridge.ThrottlingException")),
          json(
              "lambda:invoke",
              "{\"FunctionName\": \"elsewhere\", \"Payload\": {\"a\": 1}}",
              "{\"b\": 2}",
              List.of("ResourceNotFoundException", "Lambda.ResourceNotFoundException"),
              List.of("TooManyRequestsException", "Lambda.TooManyRequestsException")),
          json(
              "ecs:runTask",
              "{\"TaskDefinition\": \"d\", \"Cluster\": \"c\"}",
              "{\"tasks\": [{\"taskArn\": \"t\"}], \"failures\": []}",
              List.of("ClusterNotFoundException", "ECS.ClusterNotFoundException"),
              List.of("ThrottlingException", "ECS.AmazonECSException")),
          json(
              "batch:submitJob",
              "{\"JobName\": \"j\", \"JobQueue\": \"q\", \"JobDefinition\": \"d\"}",
              "{\"jobArn\": \"a\", \"jobName\": \"j\", \"jobId\": \"1\"}",
              List.of("ClientException", "Batch.ClientException"),
              List.of("ServerException", "Batch.ServerException")),
          json(
              "glue:startJobRun",
              "{\"JobName\": \"j\"}",
              "{\"JobRunId\": \"jr_1\"}",
              List.of("EntityNotFoundException", "Glue.EntityNotFoundException"),
              List.of("ThrottlingException", "Glue.ThrottlingException")),
          json(
              "athena:startQueryExecution",
              "{\"QueryString\": \"select 1\"}",
              "{\"QueryExecutionId\": \"1\"}",
              List.of("InvalidRequestException", "Athena.InvalidRequestException"),
              List.of("TooManyRequestsException", "Athena.TooManyRequestsException")),
          json(
              "athena:getQueryResults",
              "{\"QueryExecutionId\": \"1\"}",
              "{\"ResultSet\": {\"Rows\": []}}",
              List.of("InvalidRequestException", "Athena.InvalidRequestException"),
              List.of("TooManyRequestsException", "Athena.TooManyRequestsException")),
          json(
              "athena:getQueryExecution",
              "{\"QueryExecutionId\": \"1\"}",
              "{\"QueryExecution\": {\"QueryExecutionId\": \"1\"}}",
              List.of("InvalidRequestException", "Athena.InvalidRequestException"),
              List.of("TooManyRequestsException", "Athena.TooManyRequestsException")),
          json(
              "athena:stopQueryExecution",
              "{\"QueryExecutionId\": \"1\"}",
              "{}",
              List.of("InvalidRequestException", "Athena.InvalidRequestException"),
              List.of("TooManyRequestsException", "Athena.TooManyRequestsException")),
          json(
              "codebuild:startBuild",
              "{\"ProjectName\": \"p\"}",
              "{\"build\": {\"id\": \"p:1\"}}",
              List.of("ResourceNotFoundException", "CodeBuild.ResourceNotFoundException"),
              List.of("ThrottlingException", "CodeBuild.AWSCodeBuildException")),
          json(
              "codebuild:stopBuild",
              "{\"Id\": \"p:1\"}",
              "{\"build\": {\"id\": \"p:1\"}}",
              List.of("ResourceNotFoundException", "CodeBuild.ResourceNotFoundException"),
              List.of("ThrottlingException", "CodeBuild.AWSCodeBuildException")),
          new Action(
              "apigateway:invoke",
              "{\"ApiEndpoint\": \"abc.execute-api.eu-central-1.amazonaws.com\", \"Method\":"
                  + " \"GET\"}",
              Wire.JSON,
              "{\"pong\": true}",
              List.of("404", "ApiGateway.404"),
              List.of("429", "ApiGateway.429")));

  private static Action dynamoDb(String action, String parameters) {
    return json("dynamodb:" + action, parameters, "{}", NO_TABLE, TOO_MUCH);
  }

  private static Action json(
      String resource, String parameters, String ok, List<String> error, List<String> throttled) {
    return new Action(resource, parameters, Wire.JSON, ok, error, throttled);
  }

  @BeforeAll
  static void start() {
    scene = new Scene(service.url());
  }

  @AfterAll
  static void stop() {
    scene.close();
    service.close();
  }

  @BeforeEach
  void reset() {
    service.reset();
  }

  private interface Check {
    void of(Action action) throws Exception;
  }

  private static List<DynamicTest> each(Check check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Action action : ACTIONS) {
      tests.add(
          dynamicTest(
              action.resource(),
              () -> {
                service.reset();
                check.of(action);
              }));
    }
    return tests;
  }

  private static void succeeds(Action action) {
    if (action.wire() == Wire.XML) {
      service.xml(200, action.ok());
    } else {
      service.json(200, action.ok());
    }
  }

  private static void refuses(Action action, String code, int status) {
    if (action.wire() == Wire.XML) {
      service.xml(
          status,
          "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>"
              .formatted(code));
    } else {
      service.json(
          code.matches("\\d+") ? Integer.parseInt(code) : status,
          "{\"__type\": \"%s\", \"code\": \"%s\", \"message\": \"no\"}".formatted(code, code));
    }
  }

  @TestFactory
  List<DynamicTest> succeedsWithTheServicesReply() {
    return each(
        action -> {
          succeeds(action);
          DescribeExecutionResponse ended =
              scene.run(Scene.task(action.resource(), action.parameters(), ""));
          assertThat(Scene.output(ended)).isNotEmpty();
          assertThat(service.all()).hasSize(1);
        });
  }

  @TestFactory
  List<DynamicTest> aServicesErrorIsCaughtByItsName() {
    return each(
        action -> {
          refuses(action, action.error().getFirst(), 400);
          assertThat(
                  Scene.output(
                      scene.run(
                          Scene.catching(
                              action.resource(), action.parameters(), action.error().getLast()))))
              .isEqualTo(Map.of("Caught", action.error().getLast()));
        });
  }

  @TestFactory
  List<DynamicTest> throttlingIsRetriedByTheState() {
    return each(
        action -> {
          refuses(action, action.throttled().getFirst(), 400);
          succeeds(action);
          String retry =
              ", \"Retry\": [{\"ErrorEquals\": [\"%s\"], \"IntervalSeconds\": 1, \"MaxDelaySeconds\": 2, \"BackoffRate\": 1, \"MaxAttempts\": 1, \"JitterStrategy\": \"FULL\"}]"
                  .formatted(action.throttled().getLast());
          Scene.output(scene.run(Scene.task(action.resource(), action.parameters(), retry)));
          assertThat(service.all()).hasSize(2);
        });
  }

  @Test
  void aServiceThatDoesNotAnswerIsATimeout() {
    Map<String, String> executions = new LinkedHashMap<>();
    for (Action action : ACTIONS) {
      service.silence();
      executions.put(
          action.resource(),
          scene.start(
              Scene.task(action.resource(), action.parameters(), ", \"TimeoutSeconds\": 1")));
    }
    executions.forEach(
        (resource, execution) ->
            assertThat(scene.ended(execution).error()).as(resource).isEqualTo("States.Timeout"));
  }

  @TestFactory
  List<DynamicTest> anAbortedExecutionDoesNotWaitForTheService() {
    return each(
        action -> {
          service.silence();
          String execution = scene.start(Scene.task(action.resource(), action.parameters(), ""));
          service.next();
          scene.sfn().stopExecution(r -> r.executionArn(execution));
          assertThat(scene.ended(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
        });
  }

  private static String withToken(String resource, String parameters) {
    return Scene.task(resource + ".waitForTaskToken", parameters, ", \"TimeoutSeconds\": 60");
  }

  @TestFactory
  List<DynamicTest> aTokenIsHandedOnAndItsAnswerIsTheResult() {
    Map<String, String> parameters =
        Map.of(
            "sns:publish",
            "{\"TopicArn\": \"arn:aws:sns:eu-central-1:123456789012:t\", \"Message.$\":"
                + " \"$$.Task.Token\"}",
            "events:putEvents",
            "{\"Entries\": [{\"Source\": \"s\", \"DetailType\": \"d\", \"Detail\": {\"token.$\":"
                + " \"$$.Task.Token\"}}]}",
            "ecs:runTask",
            "{\"TaskDefinition\": \"d\", \"Cluster\": \"c\", \"Overrides\":"
                + " {\"ContainerOverrides\": [{\"Name\": \"c\", \"Environment\": [{\"Name\":"
                + " \"TOKEN\", \"Value.$\": \"$$.Task.Token\"}]}]}}",
            "lambda:invoke",
            "{\"FunctionName\": \"elsewhere\", \"Payload\": {\"token.$\": \"$$.Task.Token\"}}",
            "apigateway:invoke",
            "{\"ApiEndpoint\": \"abc.execute-api.eu-central-1.amazonaws.com\", \"Method\":"
                + " \"POST\", \"RequestBody\": {\"token.$\": \"$$.Task.Token\"}}");
    return each(
        action -> {
          String own = parameters.get(action.resource());
          if (own == null) {
            return; // has no such form, or its own test
          }
          succeeds(action);
          String execution = scene.start(withToken(action.resource(), own));
          String body = service.next().body();
          var token = java.util.regex.Pattern.compile("VA[A-Za-z0-9_-]{40,}").matcher(body);
          assertThat(token.find()).as(body).isTrue();
          scene.sfn().sendTaskSuccess(r -> r.taskToken(token.group()).output("{\"done\": 1}"));
          assertThat(Scene.output(scene.ended(execution))).isEqualTo(Map.of("done", 1L));
        });
  }

  @Test
  void aResultThatIsTooLargeIsSaid() {
    service.json(200, "{\"Item\": {\"text\": {\"S\": \"%s\"}}}".formatted("x".repeat(300_000)));

    DescribeExecutionResponse ended = scene.run(Scene.task("dynamodb:getItem", ITEM, ""));
    assertThat(ended.error()).isEqualTo("States.DataLimitExceeded");
    assertThat(ended.cause()).contains("'dynamodb' returned a result with a size exceeding");
  }

  @Test
  void aFunctionElsewhereThatFailsFailsWithItsOwnError() {
    service.json(
        200,
        Map.of("X-Amz-Function-Error", "Unhandled"),
        "{\"errorType\": \"OutOfStock\", \"errorMessage\": \"none left\"}");

    DescribeExecutionResponse ended =
        scene.run(Scene.task("lambda:invoke", "{\"FunctionName\": \"elsewhere\"}", ""));
    assertThat(ended.error()).isEqualTo("OutOfStock");
    assertThat(ended.cause()).contains("none left");
  }
}
