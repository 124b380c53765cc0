package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ActivityDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// The AWS SDK for Java against a server, with nothing changed but its endpoint.
final class AwsSdkTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/test";
  private static final String PASS =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Next\":\"B\"},\"B\":{\"Type\":\"Pass\",\"End\":true}}}";
  private static final String WAIT =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":600,\"End\":true}}}";

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static SfnClient sfn;

  @SuppressWarnings("NullAway.Init")
  private static LambdaClient lambda;

  @BeforeAll
  static void start() {
    server = StepwellServer.embedded();
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    sfn =
        SfnClient.builder()
            .endpointOverride(URI.create(server.url()))
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    lambda =
        LambdaClient.builder()
            .endpointOverride(URI.create(server.url()))
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
  }

  @AfterAll
  static void stop() {
    sfn.close();
    lambda.close();
    server.close();
  }

  private static String fresh(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  private static String machine(String definition) {
    return sfn.createStateMachine(
            r -> r.name(fresh("machine")).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  private static DescribeExecutionResponse ended(String execution) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> sfn.describeExecution(r -> r.executionArn(execution)),
            description -> description.status() != ExecutionStatus.RUNNING);
  }

  @Test
  void aDefinitionIsValidatedWithoutAMachine() {
    var good = sfn.validateStateMachineDefinition(r -> r.definition(PASS));
    assertThat(good.resultAsString()).isEqualTo("OK");
    assertThat(good.diagnostics()).isEmpty();
    var bad =
        sfn.validateStateMachineDefinition(
            r -> r.definition("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\"}}}"));
    assertThat(bad.resultAsString()).isEqualTo("FAIL");
    assertThat(bad.truncated()).isFalse();
    assertThat(bad.diagnostics())
        .isNotEmpty()
        .allMatch(it -> it.severityAsString().equals("ERROR") && !it.message().isEmpty());
    var first =
        sfn.validateStateMachineDefinition(
            r -> r.definition("{\"StartAt\":1,\"States\":[],\"X\":1}").maxResults(1));
    assertThat(first.diagnostics()).hasSize(1);
    assertThat(first.truncated()).isTrue();
  }

  @Test
  void aMachineIsCreatedDescribedUpdatedListedAndDeleted() {
    String name = fresh("life");
    String arn =
        sfn.createStateMachine(r -> r.name(name).definition(PASS).roleArn(ROLE)).stateMachineArn();
    assertThat(arn).isEqualTo("arn:aws:states:us-east-1:123456789012:stateMachine:" + name);
    DescribeStateMachineResponse described = sfn.describeStateMachine(r -> r.stateMachineArn(arn));
    assertThat(described.definition()).isEqualTo(PASS);
    assertThat(described.status()).isEqualTo(StateMachineStatus.ACTIVE);
    assertThat(described.loggingConfiguration().levelAsString()).isEqualTo("OFF");
    assertThat(described.revisionId()).isNull();
    assertThat(sfn.updateStateMachine(r -> r.stateMachineArn(arn).definition(WAIT)).revisionId())
        .isNotNull();
    assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(arn)).definition()).isEqualTo(WAIT);
    assertThat(sfn.listStateMachinesPaginator(r -> r.maxResults(1)).stateMachines())
        .anyMatch(machine -> machine.stateMachineArn().equals(arn));
    sfn.deleteStateMachine(r -> r.stateMachineArn(arn));
    assertThatThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn(arn)))
        .isInstanceOf(StateMachineDoesNotExistException.class);
  }

  @Test
  void anExecutionRunsAndItsHistoryIsReadInPages() {
    String arn = machine(PASS);
    String input = "{\"text\":\"q\\\" \u00e9 \ud83d\ude00 \\\\\", \"n\": 1.0}";
    String execution =
        sfn.startExecution(r -> r.stateMachineArn(arn).name("first").input(input)).executionArn();
    DescribeExecutionResponse ended = ended(execution);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ended.input()).isEqualTo(input);
    assertThat(ended.output()).isNotNull();
    assertThat(ended.stopDate()).isAfterOrEqualTo(ended.startDate());
    assertThat(ended.redriveStatusReason())
        .isEqualTo("Execution is SUCCEEDED and cannot be redriven");
    List<HistoryEvent> events =
        sfn
            .getExecutionHistoryPaginator(r -> r.executionArn(execution).maxResults(2))
            .events()
            .stream()
            .toList();
    assertThat(events)
        .extracting(HistoryEvent::type)
        .containsExactly(
            HistoryEventType.EXECUTION_STARTED,
            HistoryEventType.PASS_STATE_ENTERED,
            HistoryEventType.PASS_STATE_EXITED,
            HistoryEventType.PASS_STATE_ENTERED,
            HistoryEventType.PASS_STATE_EXITED,
            HistoryEventType.EXECUTION_SUCCEEDED);
    assertThat(events).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    HistoryEvent last =
        sfn.getExecutionHistory(r -> r.executionArn(execution).reverseOrder(true).maxResults(1))
            .events()
            .getFirst();
    assertThat(last.id()).isEqualTo(6);
    assertThat(sfn.describeStateMachineForExecution(r -> r.executionArn(execution)).definition())
        .isEqualTo(PASS);
  }

  @Test
  void executionsAreListedByStatusAndStopped() {
    String arn = machine(WAIT);
    String waiting = sfn.startExecution(r -> r.stateMachineArn(arn).name("w")).executionArn();
    Function<ExecutionStatus, List<ExecutionListItem>> list =
        status -> sfn.listExecutions(r -> r.stateMachineArn(arn).statusFilter(status)).executions();
    assertThat(list.apply(ExecutionStatus.RUNNING))
        .extracting(ExecutionListItem::executionArn)
        .containsExactly(waiting);
    sfn.stopExecution(r -> r.executionArn(waiting).error("Enough").cause("because"));
    DescribeExecutionResponse ended = ended(waiting);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(ended.error()).isEqualTo("Enough");
    assertThat(ended.cause()).isEqualTo("because");
    assertThat(list.apply(ExecutionStatus.RUNNING)).isEmpty();
    assertThat(list.apply(ExecutionStatus.ABORTED)).hasSize(1);
  }

  @Test
  void aWorkerTakesTasksAndAnswersThem() {
    String activity = sfn.createActivity(r -> r.name(fresh("activity"))).activityArn();
    assertThat(sfn.describeActivity(r -> r.activityArn(activity)).activityArn())
        .isEqualTo(activity);
    assertThat(sfn.listActivitiesPaginator().activities())
        .anyMatch(item -> item.activityArn().equals(activity));
    String arn =
        machine(
            "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"%s\",\"HeartbeatSeconds\":60,\"End\":true}}}"
                .formatted(activity));
    String good = sfn.startExecution(r -> r.stateMachineArn(arn).input("{\"n\":1}")).executionArn();
    GetActivityTaskResponse task =
        sfn.getActivityTask(r -> r.activityArn(activity).workerName("me"));
    assertThat(task.input()).isEqualTo("{\"n\":1}");
    sfn.sendTaskHeartbeat(r -> r.taskToken(task.taskToken()));
    sfn.sendTaskSuccess(r -> r.taskToken(task.taskToken()).output("{\"done\":true}"));
    assertThat(ended(good).output()).isEqualTo("{\"done\":true}");
    assertThatThrownBy(() -> sfn.sendTaskHeartbeat(r -> r.taskToken(task.taskToken())))
        .isInstanceOf(TaskTimedOutException.class);

    String bad = sfn.startExecution(r -> r.stateMachineArn(arn)).executionArn();
    String token = sfn.getActivityTask(r -> r.activityArn(activity)).taskToken();
    sfn.sendTaskFailure(r -> r.taskToken(token).error("Broken").cause("it is"));
    assertThat(ended(bad).status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended(bad).error()).isEqualTo("Broken");
    sfn.deleteActivity(r -> r.activityArn(activity));
    assertThatThrownBy(() -> sfn.describeActivity(r -> r.activityArn(activity)))
        .isInstanceOf(ActivityDoesNotExistException.class);
  }

  @Test
  void mistakesArriveAsTheSdksExceptions() {
    String arn = machine(WAIT);
    sfn.startExecution(r -> r.stateMachineArn(arn).name("same").input("1"));
    assertThatThrownBy(
            () -> sfn.startExecution(r -> r.stateMachineArn(arn).name("same").input("2")))
        .isInstanceOf(ExecutionAlreadyExistsException.class)
        .hasMessageContaining(
            "Execution Already Exists: '" + arn.replace("stateMachine", "execution"));
    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(arn).input("{")))
        .isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() -> machine("{}")).isInstanceOf(InvalidDefinitionException.class);
    assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken("no token").output("1")))
        .isInstanceOf(InvalidTokenException.class);
    assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(arn).maxResults(1001)))
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("Value '1001' at 'maxResults'")
        .extracting(e -> ((SfnException) e).awsErrorDetails().errorCode())
        .isEqualTo("ValidationException");
    assertThatThrownBy(() -> sfn.tagResource(r -> r.resourceArn(arn + "-none").tags(List.of())))
        .isInstanceOf(SfnException.class)
        .satisfies(e -> assertThat(((SfnException) e).requestId()).hasSize(36));
  }

  @Test
  void arnsAreInTheRegionThatTheClientSignedFor() {
    try (SfnClient elsewhere =
        SfnClient.builder()
            .endpointOverride(URI.create(server.url()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .build()) {
      assertThat(elsewhere.createActivity(r -> r.name(fresh("there"))).activityArn())
          .startsWith("arn:aws:states:eu-central-1:123456789012:activity:there-");
    }
  }

  @Test
  void aFunctionIsDeployedInvokedAndUsedByAnExecution() throws IOException {
    String name = fresh("greet");
    lambda.createFunction(
        r ->
            r.functionName(name)
                .runtime("java25")
                .role(ROLE)
                .handler("Greet")
                .timeout(30)
                .code(code -> code.zipFile(zip("Hello"))));
    assertThat(lambda.getFunction(r -> r.functionName(name)).configuration().state())
        .isEqualTo(State.ACTIVE);
    assertThatThrownBy(
            () ->
                lambda.createFunction(
                    r ->
                        r.functionName(name)
                            .runtime("java25")
                            .role(ROLE)
                            .handler("Greet")
                            .code(code -> code.zipFile(zip("Hello")))))
        .isInstanceOf(ResourceConflictException.class);
    InvokeResponse invoked =
        lambda.invoke(
            r -> r.functionName(name).payload(SdkBytes.fromUtf8String("{\"name\":\"Ada\"}")));
    assertThat(invoked.payload().asUtf8String()).isEqualTo("{\"greeting\":\"Hello Ada\"}");
    assertThat(invoked.functionError()).isNull();
    assertThat(invoked.executedVersion()).isEqualTo("$LATEST");

    String arn =
        machine(
            "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"%s\",\"Payload.$\":\"$\"},\"OutputPath\":\"$.Payload\",\"End\":true}}}"
                .formatted(name));
    String execution =
        sfn.startExecution(r -> r.stateMachineArn(arn).input("{\"name\":\"Bob\"}")).executionArn();
    assertThat(ended(execution).output()).isEqualTo("{\"greeting\":\"Hello Bob\"}");

    lambda.updateFunctionCode(r -> r.functionName(name).zipFile(zip("Bye")));
    assertThat(
            lambda
                .invoke(r -> r.functionName(name).payload(SdkBytes.fromUtf8String("{}")))
                .payload()
                .asUtf8String())
        .isEqualTo("{\"greeting\":\"Bye null\"}");
    assertThat(lambda.listFunctionsPaginator(r -> r.maxItems(1)).functions())
        .anyMatch(function -> function.functionName().equals(name));
    lambda.deleteFunction(r -> r.functionName(name));
    assertThatThrownBy(() -> lambda.invoke(r -> r.functionName(name)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(
            "Function not found: arn:aws:lambda:us-east-1:123456789012:function:");
  }

  private static SdkBytes zip(String greeting) {
    String source =
        """
        import java.util.Map;

        public class Greet {
          public Map<String, Object> handleRequest(Map<String, Object> input) {
            return Map.of("greeting", "%s " + input.get("name"));
          }
        }
        """
            .formatted(greeting);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("Greet.java"));
      zip.write(source.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }
}
