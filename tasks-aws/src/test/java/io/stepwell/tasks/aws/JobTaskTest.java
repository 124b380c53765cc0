package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.remote.RemoteServices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `.sync` forms: submitted, waited for, stopped.
class JobTaskTest {
  private static final String GLUE = "glue:startJobRun.sync";
  private static final String ECS = "ecs:runTask.sync";

  private final FakeService service = new FakeService();
  private final RemoteServices services = Calls.at(service.url());

  @AfterEach
  void close() {
    services.close();
    service.close();
  }

  private JobHandler handler(String action) {
    TaskHandler handler = Calls.handler(services, action);
    assertThat(handler).isInstanceOf(JobHandler.class);
    return (JobHandler) handler;
  }

  @Test
  void aJobIsAskedAfterUntilItHasEnded() throws Exception {
    service.json(200, "{\"JobRunId\": \"jr_1\"}");
    service.json(200, "{\"JobRun\": {\"Id\": \"jr_1\", \"JobRunState\": \"RUNNING\"}}");
    service.json(500, "{\"message\": \"busy\"}");
    service.json(200, "{\"JobRun\": {\"Id\": \"jr_1\", \"JobRunState\": \"SUCCEEDED\"}}");
    String parameters = "{\"JobName\": \"nightly\"}";

    TaskOutcome submitted = handler(GLUE).call(Calls.call(GLUE, parameters));
    assertThat(submitted).isInstanceOf(TaskOutcome.Submitted.class);
    Payload handle =
        submitted instanceof TaskOutcome.Submitted(_, Payload job) ? job : Payload.NULL;
    TaskOutcome ended = handler(GLUE).await(Calls.call(GLUE, parameters), handle);

    assertThat(Calls.succeeded(ended)).isEqualTo(Map.of("Id", "jr_1", "JobRunState", "SUCCEEDED"));
    assertThat(service.all())
        .extracting(FakeService.Asked::target)
        .containsExactly(
            "AWSGlue.StartJobRun", "AWSGlue.GetJobRun", "AWSGlue.GetJobRun", "AWSGlue.GetJobRun");
    assertThat(Json.parse(service.all().getLast().body()))
        .isEqualTo(Map.of("JobName", "nightly", "RunId", "jr_1"));
  }

  @Test
  void aFailedJobFailsTheTaskWithItsDescription() throws Exception {
    service.json(200, "{\"JobRun\": {\"JobRunState\": \"FAILED\", \"ErrorMessage\": \"no rows\"}}");

    assertThat(
            handler(GLUE)
                .await(
                    Calls.call(GLUE, "{}"),
                    Payload.ofText("{\"JobName\": \"nightly\", \"RunId\": \"jr_1\"}")))
        .isEqualTo(
            new TaskOutcome.Failed(
                "States.TaskFailed", "{\"JobRunState\":\"FAILED\",\"ErrorMessage\":\"no rows\"}"));
  }

  @Test
  void aTaskOfEcsSucceedsWhenAllItsContainersEndedWithZero() throws Exception {
    Payload handle = Payload.ofText("{\"Cluster\": \"c\", \"Task\": \"t\"}");
    service.json(200, task(0));
    service.json(200, task(3));

    assertThat(handler(ECS).await(Calls.call(ECS, "{}"), handle))
        .isInstanceOf(TaskOutcome.Succeeded.class);
    assertThat(handler(ECS).await(Calls.call(ECS, "{}"), handle))
        .isInstanceOf(TaskOutcome.Failed.class);
  }

  private static String task(int code) {
    return "{\"tasks\": [{\"lastStatus\": \"STOPPED\", \"containers\": [{\"exitCode\": %d}]}]}"
        .formatted(code);
  }

  @Test
  void aTaskThatEcsDoesNotStartFails() throws Exception {
    service.json(200, "{\"tasks\": [], \"failures\": [{\"reason\": \"RESOURCE:MEMORY\"}]}");

    TaskOutcome outcome =
        handler(ECS).call(Calls.call(ECS, "{\"TaskDefinition\": \"d\", \"Cluster\": \"c\"}"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("AmazonECS.Unknown");
              assertThat(failed.cause()).contains("RESOURCE:MEMORY");
            });
    assertThat(Job.at(Json.parse(service.next().body()), "startedBy"))
        .isEqualTo("AWS Step Functions");
  }

  @Test
  void aJobThatNobodyWantsIsStopped() throws Exception {
    service.json(200, "{}");

    handler(GLUE)
        .cancel(
            Calls.call(GLUE, "{}"),
            Payload.ofText("{\"JobName\": \"nightly\", \"RunId\": \"jr_1\"}"));

    FakeService.Asked asked = service.next();
    assertThat(asked.target()).isEqualTo("AWSGlue.BatchStopJobRun");
    assertThat(Json.parse(asked.body()))
        .isEqualTo(Map.of("JobName", "nightly", "JobRunIds", List.of("jr_1")));
  }
}
