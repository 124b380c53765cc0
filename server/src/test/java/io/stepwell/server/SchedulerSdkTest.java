package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.ValidationException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/// Schedules with the AWS SDK's client of EventBridge Scheduler, on disk, over restarts.
final class SchedulerSdkTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init")
  private StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private SchedulerClient scheduler;

  @SuppressWarnings("NullAway.Init")
  private SfnClient sfn;

  @SuppressWarnings("NullAway.Init")
  private String machine;

  @SuppressWarnings("NullAway.Init")
  SchedulerSdkTest() {}

  @BeforeEach
  void start() throws Exception {
    open("");
    machine =
        sfn.createStateMachine(
                r ->
                    r.name("Nightly")
                        .roleArn(ROLE)
                        .definition(
                            "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}"))
            .stateMachineArn();
  }

  @AfterEach
  void stop() {
    scheduler.close();
    sfn.close();
    server.close();
  }

  private void open(String yaml) throws Exception {
    Path file = Files.writeString(directory.resolve("stepwell.yaml"), yaml);
    server =
        StepwellServer.start(
            Configuration.of(
                Map.of(Setting.PORT, "0", Setting.DATA, directory.resolve("data").toString()),
                Map.of(),
                SettingsFile.read(file)),
            _ -> {});
    URI url = URI.create(server.url());
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    scheduler =
        SchedulerClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    sfn =
        SfnClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
  }

  private void restart(String yaml) throws Exception {
    stop();
    open(yaml);
  }

  private CreateScheduleRequest.Builder schedule(String name, String expression) {
    return CreateScheduleRequest.builder()
        .name(name)
        .scheduleExpression(expression)
        .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
        .target(t -> t.arn(machine).roleArn(ROLE).input("{\"by\":\"schedule\"}"));
  }

  private List<ExecutionListItem> executions() {
    return sfn.listExecutions(r -> r.stateMachineArn(machine)).executions();
  }

  @Test
  void whatIsSetIsWhatIsReadBackAlsoAfterARestart() throws Exception {
    Instant start = Instant.parse("2090-01-01T00:00:00Z");
    String arn =
        scheduler
            .createSchedule(
                schedule("nightly", "cron(30 2 ? * MON-FRI *)")
                    .scheduleExpressionTimezone("Europe/Zurich")
                    .startDate(start)
                    .description("At night")
                    .state(ScheduleState.DISABLED)
                    .build())
            .scheduleArn();
    restart("");
    GetScheduleResponse got = scheduler.getSchedule(r -> r.name("nightly"));

    assertThat(arn)
        .isEqualTo("arn:aws:scheduler:us-east-1:123456789012:schedule/default/nightly")
        .isEqualTo(got.arn());
    assertThat(got.scheduleExpression()).isEqualTo("cron(30 2 ? * MON-FRI *)");
    assertThat(got.scheduleExpressionTimezone()).isEqualTo("Europe/Zurich");
    assertThat(got.startDate()).isEqualTo(start);
    assertThat(got.description()).isEqualTo("At night");
    assertThat(got.state()).isEqualTo(ScheduleState.DISABLED);
    assertThat(got.groupName()).isEqualTo("default");
    assertThat(got.target().input()).isEqualTo("{\"by\":\"schedule\"}");
    assertThat(got.flexibleTimeWindow().mode()).isEqualTo(FlexibleTimeWindowMode.OFF);
  }

  @Test
  void aScheduleFiresOnceAndNotAgainAfterARestart() throws Exception {
    scheduler.createSchedule(schedule("daily", "rate(1 day)").build());
    await().until(() -> !executions().isEmpty());
    restart("");
    assertThat(executions()).hasSize(1);
    assertThat(executions().getFirst().name()).startsWith("daily-");
    assertThat(
            sfn.describeExecution(r -> r.executionArn(executions().getFirst().executionArn()))
                .input())
        .isEqualTo("{\"by\":\"schedule\"}");
  }

  @Test
  void aTimeThatPassedWhileNoServerRanIsMadeUp() throws Exception {
    String soon = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS).toString();
    scheduler.createSchedule(schedule("once", "at(" + soon.replace("Z", "") + ")").build());
    restart("");
    await().until(() -> !executions().isEmpty());
    assertThat(executions()).hasSize(1);
  }

  @Test
  void schedulesAreListedChangedAndDeleted() {
    for (String name : List.of("a", "b", "c")) {
      scheduler.createSchedule(schedule(name, "cron(0 0 1 1 ? 2150)").build());
    }
    assertThat(scheduler.listSchedulesPaginator(r -> r.maxResults(2)).schedules())
        .extracting(ScheduleSummary::name)
        .containsExactly("a", "b", "c");
    scheduler.updateSchedule(
        r ->
            r.name("b")
                .scheduleExpression("rate(1 hour)")
                .state(ScheduleState.DISABLED)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(machine).roleArn(ROLE)));
    assertThat(scheduler.listSchedules(r -> r.state(ScheduleState.DISABLED)).schedules())
        .extracting(ScheduleSummary::name)
        .containsExactly("b");
    scheduler.deleteSchedule(r -> r.name("a"));

    assertThatThrownBy(() -> scheduler.getSchedule(r -> r.name("a")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Schedule a does not exist.");
  }

  @Test
  void whatIsWrongIsRefusedAsAwsDoes() {
    scheduler.createSchedule(schedule("a", "cron(0 0 1 1 ? 2150)").build());

    assertThatThrownBy(() -> scheduler.createSchedule(schedule("a", "rate(1 day)").build()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Schedule a already exists.");
    refused(schedule("b", "rate(1 week)"), "Invalid Schedule Expression");
    refused(schedule("b", "rate(1 day)").scheduleExpressionTimezone("Moon/Base"), "Moon/Base");
    refused(
        schedule("b", "rate(1 day)")
            .target(t -> t.arn("arn:aws:sqs:us-east-1:123456789012:q").roleArn(ROLE)),
        "Targets are state machines");
    refused(
        schedule("b", "rate(1 day)").target(t -> t.arn(machine).roleArn(ROLE).input("{")),
        "not valid JSON");
  }

  private void refused(CreateScheduleRequest.Builder request, String message) {
    assertThatThrownBy(() -> scheduler.createSchedule(request.build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theFileAndTheConsoleHaveTheirSchedules() throws Exception {
    restart(
        """
        schedules:
          yearly:
            machine: Nightly
            when: cron(0 0 1 1 ? 2150)
            timezone: Europe/Zurich
            input: {day: first}
          paused: {machine: Nightly, when: rate(1 day), enabled: false}
        """);
    assertThat(scheduler.getSchedule(r -> r.name("paused")).state())
        .isEqualTo(ScheduleState.DISABLED);
    assertThat(scheduler.getSchedule(r -> r.name("yearly")).target().input())
        .isEqualTo("{\"day\":\"first\"}");
    assertThat(post("/stepwell/schedules/yearly/run")).contains("\"execution\":\"arn:aws:states");
    assertThat(post("/stepwell/schedules/yearly/disable")).contains("\"enabled\":false");
    assertThat(executions()).hasSize(1);
    restart("");
    assertThat(scheduler.listSchedules(r -> r.build()).schedules()).isEmpty();
  }

  private String post(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(server.url() + path))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
