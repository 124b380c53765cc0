package io.stepwell.tasks.batch;

import static io.stepwell.tasks.jobs.JobCalls.call;
import static io.stepwell.tasks.jobs.JobCalls.failed;
import static io.stepwell.tasks.jobs.JobCalls.handler;
import static io.stepwell.tasks.jobs.JobCalls.run;
import static io.stepwell.tasks.jobs.JobCalls.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Payload;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.jobs.Jobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `batch:submitJob` and its `.sync`, with real processes.
class BatchTasksTest {
  private static final String SYNC = "batch:submitJob.sync";

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init")
  private Jobs jobs;

  @SuppressWarnings("NullAway.Init")
  private BatchTasks tasks;

  @SuppressWarnings("NullAway.Init")
  BatchTasksTest() {}

  @BeforeEach
  void open() {
    jobs = Jobs.open(directory.resolve("jobs"), Map.of());
    tasks = tasks(resource -> null);
  }

  private BatchTasks tasks(io.stepwell.tasks.TaskHandlers elsewhere) {
    BatchJob echo =
        new BatchJob(
            "echo",
            List.of("sh", "-c", "echo Ref::word $OWN $GIVEN >> out"),
            null,
            directory,
            Map.of("OWN", "mine"),
            Map.of("word", "standard"),
            1,
            Duration.ofMinutes(1));
    BatchJob fail =
        new BatchJob(
            "fail",
            List.of("sh", "-c", "echo cannot; exit 4"),
            null,
            directory,
            Map.of(),
            Map.of(),
            2,
            null);
    BatchJob boxed =
        new BatchJob("boxed", List.of("true"), "no/image", directory, Map.of(), Map.of(), 1, null);
    return new BatchTasks(
        jobs,
        new BatchJob.Settings(
            Map.of("echo", echo, "fail", fail, "boxed", boxed), Map.of("nightly", 2)),
        elsewhere);
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  private static @Nullable Object at(@Nullable Object value, String... names) {
    Object found = value;
    for (String name : names) {
      found = found instanceof Map<?, ?> members ? members.get(name) : null;
    }
    return found;
  }

  private static String job(String definition, String more) {
    return """
    {"JobName": "j", "JobQueue": "arn:aws:batch:eu-central-1:123456789012:job-queue/nightly", "JobDefinition": "%s"%s}\
    """
        .formatted(definition, more);
  }

  @Test
  void parametersAndVariablesFillTheCommand() throws Exception {
    Map<?, ?> result =
        succeeded(
            run(
                tasks,
                SYNC,
                "r-1",
                job(
                    "arn:aws:batch:eu-central-1:123456789012:job-definition/echo:3",
                    """
                    , "Parameters": {"word": "given"}, "ContainerOverrides": {"Environment": [{"Name": "GIVEN", "Value": "too"}]}\
                    """)));

    assertThat(Files.readString(directory.resolve("out"))).isEqualTo("given mine too\n");
    assertThat(result.get("Status")).isEqualTo("SUCCEEDED");
    assertThat(result.get("JobName")).isEqualTo("j");
    assertThat(result.get("Parameters")).isEqualTo(Map.of("word", "given"));
    assertThat(result.get("JobQueue"))
        .isEqualTo("arn:aws:batch:eu-central-1:123456789012:job-queue/nightly");
    assertThat(result.get("Attempts"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(1);
    assertThat(at(result, "Container", "ExitCode")).isEqualTo(0L);
  }

  @Test
  void aJobThatFailsFailsTheTaskWithItsDescription() throws Exception {
    Map<?, ?> described = failed(run(tasks, SYNC, "r-1", job("fail", "")));

    assertThat(described.get("Status")).isEqualTo("FAILED");
    assertThat(described.get("StatusReason")).isEqualTo("Essential container in task exited");
    assertThat((List<?>) described.get("Attempts")).hasSize(2);
    assertThat(at(described, "Container", "ExitCode")).isEqualTo(4L);
    assertThat(at(described, "Container", "Reason")).isEqualTo("cannot");
  }

  @Test
  void anArrayTellsHowItsChildrenEnded() throws Exception {
    Map<?, ?> result =
        succeeded(run(tasks, SYNC, "r-1", job("echo", ", \"ArrayProperties\": {\"Size\": 3}")));

    assertThat(at(result, "ArrayProperties", "Size")).isEqualTo(3L);
    assertThat(at(result, "ArrayProperties", "StatusSummary", "SUCCEEDED")).isEqualTo(3L);
    assertThat(Files.readAllLines(directory.resolve("out"))).hasSize(3);
  }

  @Test
  void withoutSyncTheTaskEndsWithTheSubmission() throws Exception {
    TaskOutcome outcome =
        handler(tasks, "batch:submitJob").call(call("batch:submitJob", "r-1", job("echo", "")));

    Map<?, ?> reply = succeeded(outcome);
    String id = String.valueOf(reply.get("JobId"));
    assertThat(reply.get("JobArn")).isEqualTo("arn:aws:batch:eu-central-1:123456789012:job/" + id);
    assertThat(reply.get("SdkHttpMetadata")).isInstanceOf(Map.class);
    assertThat(jobs.await(id)).isNotNull();
  }

  @Test
  void aRepeatedCallFindsTheJobOfTheFirst() throws Exception {
    run(tasks, SYNC, "r-1", job("echo", ""));
    run(tasks, SYNC, "r-1", job("echo", ""));

    assertThat(Files.readAllLines(directory.resolve("out"))).hasSize(1);
  }

  @Test
  void aCancelledTaskEndsItsJobWhetherItsHandleIsKnownOrNot() throws Exception {
    String slow = job("echo", ", \"ContainerOverrides\": {\"Command\": [\"sleep\", \"600\"]}");
    JobHandler handler = handler(tasks, SYNC);
    handler.call(call(SYNC, "r-1", slow));
    handler.cancel(call(SYNC, "r-1", slow), null);

    assertThat(failed(run(tasks, SYNC, "r-1", slow)).get("StatusReason"))
        .asString()
        .startsWith("Terminated by");
  }

  @Test
  void whatBatchRefusesIsItsClientException() throws Exception {
    refused(job("nobody", ""), "JobDefinition not found; stepwell.yaml describes jobs");
    refused(job("echo", "").replace("nightly", "hourly"), "JobQueue hourly not found");
    refused(job("echo", ", \"ArrayProperties\": {\"Size\": 1}"), "between 2 and 10000");
    refused(job("echo", ", \"RetryStrategy\": {\"Attempts\": 11}"), "between 1 and 10");
    refused(
        job("echo", ", \"DependsOn\": [{\"Type\": \"N_TO_N\", \"JobId\": \"x\"}]"),
        "only for array jobs");
  }

  private void refused(String parameters, String message) throws InterruptedException {
    assertThat(run(tasks, SYNC, "r-x", parameters))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failure -> {
              assertThat(failure.error()).isEqualTo("Batch.ClientException");
              assertThat(failure.cause()).contains(message).contains("Service: AWSBatch");
            });
  }

  @Test
  void parametersThatStepFunctionsDoesNotKnowAreRefused() throws Exception {
    assertThat(run(tasks, SYNC, "r-1", job("echo", ", \"Colour\": 1")))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failure -> assertThat(failure.cause()).contains("The field 'Colour' is not supported"));
  }

  @Test
  void whatIsNotDescribedHereIsTheEndpoints() throws Exception {
    tasks = tasks(resource -> call -> new TaskOutcome.Succeeded(Payload.ofText("\"there\"")));

    assertThat(handler(tasks, SYNC).call(call(SYNC, "r-1", job("nobody", ""))))
        .isEqualTo(new TaskOutcome.Succeeded(Payload.ofText("\"there\"")));
  }

  @Test
  void aContainerWithoutAnEngineSaysWhatIsMissing() throws Exception {
    TaskOutcome outcome = run(tasks, SYNC, "r-1", job("boxed", ""));

    // where there is an engine, it tells that there is no such image
    assertThat(failed(outcome).get("Status")).isEqualTo("FAILED");
    assertThat(at(failed(outcome), "Container", "Reason")).isNotNull();
  }
}
