package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stepwell.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// Executions that start executions, and redrive, with the AWS SDK for Java.
final class NestedExecutionTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/test";
  private static final String ECHO =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";
  private static final String WAIT =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":600,\"End\":true}}}";
  private static final String FAIL =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Fail\",\"Error\":\"E\",\"Cause\":\"why\"}}}";

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static SfnClient sfn;

  @BeforeAll
  static void start() {
    server = StepwellServer.embedded();
    sfn =
        SfnClient.builder()
            .endpointOverride(URI.create(server.url()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .build();
  }

  @AfterAll
  static void stop() {
    sfn.close();
    server.close();
  }

  @Test
  void syncGivesTextAndSync2GivesJson() {
    String child = machine(ECHO, StateMachineType.STANDARD);
    Map<?, ?> text = output(ended(run(nested(".sync", child, "{\"a\":1}"))));
    Map<?, ?> json = output(ended(run(nested(".sync:2", child, "{\"a\":1}"))));

    assertThat(text.get("Output")).isEqualTo("{\"a\":1}");
    assertThat(json.get("Output")).isEqualTo(Map.of("a", 1L));
    assertThat(json.get("Status")).isEqualTo("SUCCEEDED");
    assertThat(json.keySet().stream().map(String::valueOf))
        .containsExactly(
            "ExecutionArn",
            "Input",
            "InputDetails",
            "Name",
            "Output",
            "OutputDetails",
            "StartDate",
            "StateMachineArn",
            "Status",
            "StopDate");
  }

  @Test
  void aChildThatFailsFailsItsParentWithItsDescription() {
    String child = machine(FAIL, StateMachineType.STANDARD);
    DescribeExecutionResponse parent = ended(run(nested(".sync:2", child, "{}")));

    assertThat(parent.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(parent.error()).isEqualTo("States.TaskFailed");
    Map<?, ?> cause = object(parent.cause());
    assertThat(cause.get("Error")).isEqualTo("E");
    assertThat(cause.get("Cause")).isEqualTo("why");
    assertThat(cause.get("Status")).isEqualTo("FAILED");
  }

  @Test
  void theInputOfAnSdkStartKeepsItsMembersNames() {
    String child = machine(ECHO, StateMachineType.STANDARD);
    String input = "{\"OrderId\":1,\"Lines\":[{\"Sku\":\"a\"}]}";
    String start = "{\"StateMachineArn\":\"%s\",\"Input\":%s%s}";

    ended(run(sdk("startExecution", start.formatted(child, input, ""))));
    ended(run(sdk("startExecution", start.formatted(child, input, ",\"Name\":\"named\""))));

    assertThat(executions(child))
        .hasSize(2)
        .allSatisfy(
            one ->
                assertThat(sfn.describeExecution(r -> r.executionArn(one.executionArn())).input())
                    .isEqualTo(input));
  }

  @Test
  void stoppingTheParentStopsTheChild() {
    String child = machine(WAIT, StateMachineType.STANDARD);
    String parent = run(nested(".sync", child, "{}"));
    await().until(() -> executions(child).size() == 1);
    sfn.stopExecution(r -> r.executionArn(parent));

    await()
        .untilAsserted(
            () ->
                assertThat(executions(child))
                    .extracting(ExecutionListItem::status)
                    .containsExactly(ExecutionStatus.ABORTED));
  }

  @Test
  void aTimeoutStopsTheChild() {
    String child = machine(WAIT, StateMachineType.STANDARD);
    String definition =
        nested(".sync", child, "{}").replace("\"End\"", "\"TimeoutSeconds\":1,\"End\"");
    assertThat(ended(run(definition)).error()).isEqualTo("States.Timeout");
    await()
        .untilAsserted(
            () ->
                assertThat(executions(child))
                    .extracting(ExecutionListItem::status)
                    .containsExactly(ExecutionStatus.ABORTED));
  }

  @Test
  void anExpressChildIsStartedButNotWaitedFor() {
    String child = machine(ECHO, StateMachineType.EXPRESS);
    assertThat(ended(run(nested("", child, "{}"))).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    DescribeExecutionResponse refused = ended(run(nested(".sync", child, "{}")));
    assertThat(refused.error()).isEqualTo("StepFunctions.StateMachineTypeNotSupportedException");
  }

  @Test
  void refusalsHaveTheNamesOfBothKindsOfIntegration() {
    String missing = "arn:aws:states:us-east-1:123456789012:stateMachine:missing";
    DescribeExecutionResponse optimized = ended(run(nested("", missing, "{}")));
    assertThat(optimized.error()).isEqualTo("StepFunctions.StateMachineDoesNotExistException");
    assertThat(optimized.cause())
        .startsWith("State Machine Does Not Exist: '" + missing + "' (Service: AWSStepFunctions;")
        .contains("Error Code: StateMachineDoesNotExist; Request ID: ")
        .endsWith("; Proxy: null)");
    DescribeExecutionResponse sdk =
        ended(run(sdk("describeStateMachine", "{\"StateMachineArn\":\"" + missing + "\"}")));
    assertThat(sdk.error()).isEqualTo("Sfn.StateMachineDoesNotExistException");
    assertThat(sdk.cause())
        .startsWith(
            "State Machine Does Not Exist: '" + missing + "' (Service: Sfn, Status Code: 400, ");
  }

  @Test
  void aNameThatIsTakenByAnotherIsRefusedAndTheOtherGoesOn() {
    String child = machine(WAIT, StateMachineType.STANDARD);
    String taken =
        sfn.startExecution(r -> r.stateMachineArn(child).name("taken").input("[1]")).executionArn();
    String definition =
        nested(".sync", child, "{}").replace("\"Input\"", "\"Name\":\"taken\",\"Input\"");
    assertThat(ended(run(definition)).error())
        .isEqualTo("StepFunctions.ExecutionAlreadyExistsException");
    assertThat(sfn.describeExecution(r -> r.executionArn(taken)).status())
        .isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void anyOperationIsAnSdkIntegration() {
    String child = machine(ECHO, StateMachineType.STANDARD);
    Map<?, ?> described =
        output(ended(run(sdk("describeStateMachine", "{\"StateMachineArn\":\"" + child + "\"}"))));
    assertThat(described.get("StateMachineArn")).isEqualTo(child);
    assertThat(described.get("Type")).isEqualTo("STANDARD");
    assertThat(String.valueOf(described.get("CreationDate"))).matches("20..-..-..T.*Z");
    assertThat(described.get("Definition")).isEqualTo(ECHO);
  }

  @Test
  void aChildThatWasGivenTheTokenEndsTheTask() {
    String child =
        machine(
            "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Task\",\"Resource\":"
                + "\"arn:aws:states:::aws-sdk:sfn:sendTaskSuccess\",\"Parameters\":"
                + "{\"TaskToken.$\":\"$.token\",\"Output\":{\"from\":\"child\"}},\"End\":true}}}",
            StateMachineType.STANDARD);
    String definition =
        "{\"StartAt\":\"N\",\"States\":{\"N\":{\"Type\":\"Task\",\"Resource\":"
            + "\"arn:aws:states:::states:startExecution.waitForTaskToken\",\"Parameters\":"
            + "{\"StateMachineArn\":\""
            + child
            + "\",\"Input\":{\"token.$\":\"$$.Task.Token\"}},\"End\":true}}}";
    assertThat(ended(run(definition)).output()).isEqualTo("{\"from\":\"child\"}");
  }

  @Test
  void tokensThatAreWrongOrSpentAreRefusedAsByAws() {
    String activity = sfn.createActivity(r -> r.name("a" + UUID.randomUUID())).activityArn();
    String definition =
        "{\"StartAt\":\"T\",\"States\":{\"T\":{\"Type\":\"Task\",\"Resource\":\""
            + activity
            + "\",\"End\":true}}}";
    String arn = run(definition);
    String token = sfn.getActivityTask(r -> r.activityArn(activity)).taskToken();
    sfn.sendTaskSuccess(r -> r.taskToken(token).output("1"));
    assertThat(ended(arn).output()).isEqualTo("1");
    assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output("2")))
        .isInstanceOf(TaskTimedOutException.class);
    assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken("forged").output("2")))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void aFailedExecutionIsRedriven() {
    String arn = run(FAIL);
    DescribeExecutionResponse failed = ended(arn);
    assertThat(failed.redriveStatusAsString()).isEqualTo("REDRIVABLE");

    assertThat(sfn.redriveExecution(r -> r.executionArn(arn)).redriveDate()).isNotNull();

    DescribeExecutionResponse again = ended(arn);
    assertThat(again.redriveCount()).isEqualTo(1);
    assertThat(again.redriveDate()).isNotNull();
    assertThat(again.error()).isEqualTo("E");
    assertThat(sfn.getExecutionHistory(r -> r.executionArn(arn)).events())
        .extracting(event -> event.typeAsString())
        .containsExactly(
            "ExecutionStarted",
            "FailStateEntered",
            "ExecutionFailed",
            "ExecutionRedriven",
            "FailStateEntered",
            "ExecutionFailed");
    String done = run(ECHO);
    assertThat(ended(done).redriveStatusReason())
        .isEqualTo("Execution is SUCCEEDED and cannot be redriven");
    assertThatThrownBy(() -> sfn.redriveExecution(r -> r.executionArn(done)))
        .isInstanceOf(ExecutionNotRedrivableException.class);
  }

  private static String nested(String form, String child, String input) {
    return "{\"StartAt\":\"N\",\"States\":{\"N\":{\"Type\":\"Task\",\"Resource\":"
        + "\"arn:aws:states:::states:startExecution"
        + form
        + "\",\"Parameters\":{\"StateMachineArn\":\""
        + child
        + "\",\"Input\":"
        + input
        + "},\"End\":true}}}";
  }

  private static String sdk(String action, String parameters) {
    return "{\"StartAt\":\"N\",\"States\":{\"N\":{\"Type\":\"Task\",\"Resource\":"
        + "\"arn:aws:states:::aws-sdk:sfn:"
        + action
        + "\",\"Parameters\":"
        + parameters
        + ",\"End\":true}}}";
  }

  private static String machine(String definition, StateMachineType type) {
    return sfn.createStateMachine(
            r -> r.name("m" + UUID.randomUUID()).definition(definition).roleArn(ROLE).type(type))
        .stateMachineArn();
  }

  private static String run(String definition) {
    String machine = machine(definition, StateMachineType.STANDARD);
    return sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
  }

  private static List<ExecutionListItem> executions(String machine) {
    return sfn.listExecutions(r -> r.stateMachineArn(machine)).executions();
  }

  private static DescribeExecutionResponse ended(String arn) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> sfn.describeExecution(r -> r.executionArn(arn)),
            execution -> execution.status() != ExecutionStatus.RUNNING);
  }

  private static Map<?, ?> output(DescribeExecutionResponse execution) {
    assertThat(execution.status()).as(execution.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    return object(execution.output());
  }

  private static Map<?, ?> object(String text) {
    try {
      return (Map<?, ?>) Objects.requireNonNull(Json.parse(text));
    } catch (io.stepwell.json.JsonException e) {
      throw new AssertionError(text, e);
    }
  }
}
