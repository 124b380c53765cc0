package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stepwell.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import software.amazon.awssdk.services.sfn.model.InvalidLoggingConfigurationException;
import software.amazon.awssdk.services.sfn.model.LogDestination;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/// What machines log, read with the operations of CloudWatch Logs.
final class ExecutionLogsTest {
  private static final String PASS =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";
  private static final String CAUGHT =
      """
      {"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "Branches": [{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}],
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S"}], "End": true},
        "S": {"Type": "Fail", "Error": "X"}}}
      """;

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static SfnClient sfn;

  private static final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    server = StepwellServer.embedded();
    sfn =
        SfnClient.builder()
            .endpointOverride(URI.create(server.url()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .overrideConfiguration(c -> c.retryStrategy(s -> s.maxAttempts(1)))
            .build();
  }

  @AfterAll
  static void stop() {
    sfn.close();
    server.close();
    http.close();
  }

  private static HttpResponse<String> send(String operation, Map<String, ?> members) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url()))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Logs_20140328." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(members)))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<?, ?> logs(String operation, Map<String, ?> members) {
    HttpResponse<String> response = send(operation, members);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(response.body()));
  }

  private static String group() {
    String name = "/aws/vendedlogs/states/" + UUID.randomUUID();
    logs("CreateLogGroup", Map.of("logGroupName", name));
    return name;
  }

  private static String arn(String group) {
    List<?> groups =
        (List<?>)
            Objects.requireNonNull(
                logs("DescribeLogGroups", Map.of("logGroupNamePrefix", group)).get("logGroups"));
    return String.valueOf(((Map<?, ?>) groups.getFirst()).get("arn"));
  }

  private static String machine(
      String definition, StateMachineType type, LogLevel level, boolean data, String groupArn) {
    return sfn.createStateMachine(
            c ->
                c.name("m-" + UUID.randomUUID())
                    .definition(definition)
                    .type(type)
                    .roleArn("arn:aws:iam::123456789012:role/test")
                    .loggingConfiguration(
                        l ->
                            l.level(level)
                                .includeExecutionData(data)
                                .destinations(
                                    LogDestination.builder()
                                        .cloudWatchLogsLogGroup(g -> g.logGroupArn(groupArn))
                                        .build())))
        .stateMachineArn();
  }

  private static List<Map<?, ?>> events(String group, String pattern) {
    List<?> events =
        (List<?>)
            Objects.requireNonNull(
                logs("FilterLogEvents", Map.of("logGroupName", group, "filterPattern", pattern))
                    .get("events"));
    return events.stream().<Map<?, ?>>map(event -> (Map<?, ?>) event).toList();
  }

  private static List<String> types(String group) {
    return events(group, "").stream()
        .map(event -> (Map<?, ?>) Json.parse(String.valueOf(event.get("message"))))
        .map(record -> String.valueOf(Objects.requireNonNull(record).get("type")))
        .toList();
  }

  @Test
  void aStandardExecutionLogsEveryEventWithItsData() {
    String group = group();
    String machine = machine(PASS, StateMachineType.STANDARD, LogLevel.ALL, true, arn(group));
    sfn.startExecution(s -> s.stateMachineArn(machine).input("{\"x\":1}"));
    await().until(() -> types(group).size() == 4);
    assertThat(types(group))
        .containsExactly(
            "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
    Map<?, ?> first = events(group, "PassStateEntered").getFirst();
    assertThat(String.valueOf(first.get("message"))).contains("{\\\"x\\\":1}");
    assertThat(String.valueOf(first.get("logStreamName"))).startsWith("states/m-");
  }

  @Test
  void withoutDataNeitherInputNorOutputIsLogged() {
    String group = group();
    String machine = machine(PASS, StateMachineType.EXPRESS, LogLevel.ALL, false, arn(group));
    sfn.startExecution(s -> s.stateMachineArn(machine).input("{\"secret\":1}"));
    await().until(() -> types(group).size() == 4);
    assertThat(events(group, "secret")).isEmpty();
    assertThat(events(group, "\"roleArn\"")).hasSize(1);
  }

  @Test
  void errorsAreLoggedAlsoWhenCaughtAndFatalIsTheEndAlone() {
    String errors = group();
    String fatal = group();
    for (LogLevel level : List.of(LogLevel.ERROR, LogLevel.FATAL)) {
      String destination = arn(level == LogLevel.ERROR ? errors : fatal);
      String machine = machine(CAUGHT, StateMachineType.STANDARD, level, false, destination);
      sfn.startExecution(s -> s.stateMachineArn(machine));
    }
    await().until(() -> types(errors).size() == 4 && types(fatal).size() == 1);
    assertThat(types(errors))
        .containsExactly(
            "FailStateEntered", "ParallelStateFailed", "FailStateEntered", "ExecutionFailed");
    assertThat(types(fatal)).containsExactly("ExecutionFailed");
  }

  @Test
  void pagesOfAStreamFollowEachOther() {
    String group = group();
    String machine = machine(PASS, StateMachineType.STANDARD, LogLevel.ALL, true, arn(group));
    sfn.startExecution(s -> s.stateMachineArn(machine));
    await().until(() -> types(group).size() == 4);
    Map<?, ?> described = logs("DescribeLogStreams", Map.of("logGroupName", group));
    List<?> streams = (List<?>) Objects.requireNonNull(described.get("logStreams"));
    String stream = String.valueOf(((Map<?, ?>) streams.getFirst()).get("logStreamName"));
    Map<String, Object> ask =
        Map.of("logGroupName", group, "logStreamName", stream, "startFromHead", true, "limit", 3);
    Map<?, ?> page = logs("GetLogEvents", ask);
    assertThat((List<?>) page.get("events")).hasSize(3);
    Map<?, ?> next =
        logs(
            "GetLogEvents",
            Map.of(
                "logGroupName",
                group,
                "logStreamName",
                stream,
                "nextToken",
                String.valueOf(page.get("nextForwardToken"))));
    assertThat((List<?>) next.get("events")).hasSize(1);
  }

  @Test
  void aDestinationThatWasDeletedIsNotFound() {
    String group = group();
    String arn = arn(group);
    logs("DeleteLogGroup", Map.of("logGroupName", group));
    assertThatThrownBy(() -> machine(PASS, StateMachineType.STANDARD, LogLevel.ALL, true, arn))
        .isInstanceOf(InvalidLoggingConfigurationException.class)
        .hasMessageContaining("Invalid Logging Configuration: Log Destination not found.");
    machine(PASS, StateMachineType.STANDARD, LogLevel.OFF, true, arn);
  }

  @Test
  void refusalsAreThoseOfCloudWatchLogs() {
    String group = group();
    assertThat(send("CreateLogGroup", Map.of("logGroupName", group)).body())
        .contains("ResourceAlreadyExistsException");
    assertThat(send("FilterLogEvents", Map.of("logGroupName", "none")).body())
        .contains("ResourceNotFoundException");
    assertThat(send("CreateLogGroup", Map.of("logGroupName", "a b")).body())
        .contains("InvalidParameterException", "'a b'");
    assertThat(
            send("PutRetentionPolicy", Map.of("logGroupName", group, "retentionInDays", 2)).body())
        .contains("InvalidParameterException");
    assertThat(
            send("FilterLogEvents", Map.of("logGroupName", group, "filterPattern", "{$.x=1}"))
                .body())
        .contains("InvalidParameterException");
    assertThat(send("StartQuery", Map.of()).body()).contains("UnknownOperationException");
  }
}
