package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Each `.sync` form in executions, against an endpoint that answers in AWS's words: a job that
/// succeeds, one that fails, a submission that is refused or throttled, a service that cannot say how
/// the job is for a while, a timeout and an abort, which stop the job.
final class JobActionsTest {
  private static final FakeService service = new FakeService();

  @SuppressWarnings("NullAway.Init")
  private static Scene scene;

  /// A job in the words of its service.
  ///
  /// @param submit the action that submits, and its answer; so `poll` and `stop`
  /// @param described what the poll answers, with the status for `%s`
  /// @param states running, succeeded and failed
  /// @param error an error's code on the wire, and its name in a Catch
  /// @param throttled the code on the wire when there is too much, and its name in a Retry
  private record Job(
      String resource,
      String parameters,
      String submit,
      String submitted,
      String poll,
      String described,
      List<String> states,
      String stop,
      List<String> error,
      List<String> throttled) {
    String answer(int state) {
      return described.replace("%s", states.get(state));
    }
  }

  private static final List<Job> JOBS =
      List.of(
          new Job(
              "ecs:runTask.sync",
              "{\"TaskDefinition\": \"d\", \"Cluster\": \"c\"}",
              "RunTask",
              "{\"tasks\": [{\"taskArn\": \"t\", \"clusterArn\": \"c\", \"lastStatus\":"
                  + " \"PROVISIONING\"}], \"failures\": []}",
              "DescribeTasks",
              "{\"tasks\": [{\"taskArn\": \"t\", %s}], \"failures\": []}",
              List.of(
                  "\"lastStatus\": \"RUNNING\"",
                  "\"lastStatus\": \"STOPPED\", \"containers\": [{\"name\": \"a\", \"exitCode\":"
                      + " 0}]",
                  "\"lastStatus\": \"STOPPED\", \"containers\": [{\"name\": \"a\", \"exitCode\":"
                      + " 1}]"),
              "StopTask",
              List.of("ClusterNotFoundException", "ECS.ClusterNotFoundException"),
              List.of("ThrottlingException", "ECS.AmazonECSException")),
          new Job(
              "batch:submitJob.sync",
              "{\"JobName\": \"j\", \"JobQueue\": \"q\", \"JobDefinition\": \"d\"}",
              "submitjob",
              "{\"jobArn\": \"a\", \"jobName\": \"j\", \"jobId\": \"1\"}",
              "describejobs",
              "{\"jobs\": [{\"jobId\": \"1\", \"status\": \"%s\"}]}",
              List.of("RUNNABLE", "SUCCEEDED", "FAILED"),
              "terminatejob",
              List.of("ClientException", "Batch.ClientException"),
              List.of("ServerException", "Batch.ServerException")),
          new Job(
              "glue:startJobRun.sync",
              "{\"JobName\": \"j\"}",
              "StartJobRun",
              "{\"JobRunId\": \"jr_1\"}",
              "GetJobRun",
              "{\"JobRun\": {\"Id\": \"jr_1\", \"JobRunState\": \"%s\"}}",
              List.of("RUNNING", "SUCCEEDED", "TIMEOUT"),
              "BatchStopJobRun",
              List.of("EntityNotFoundException", "Glue.EntityNotFoundException"),
              List.of("ThrottlingException", "Glue.ThrottlingException")),
          new Job(
              "athena:startQueryExecution.sync",
              "{\"QueryString\": \"select 1\"}",
              "StartQueryExecution",
              "{\"QueryExecutionId\": \"1\"}",
              "GetQueryExecution",
              "{\"QueryExecution\": {\"QueryExecutionId\": \"1\", \"Status\": {\"State\":"
                  + " \"%s\"}}}",
              List.of("QUEUED", "SUCCEEDED", "CANCELLED"),
              "StopQueryExecution",
              List.of("InvalidRequestException", "Athena.InvalidRequestException"),
              List.of("TooManyRequestsException", "Athena.TooManyRequestsException")),
          new Job(
              "codebuild:startBuild.sync",
              "{\"ProjectName\": \"p\"}",
              "StartBuild",
              "{\"build\": {\"id\": \"p:1\", \"buildStatus\": \"IN_PROGRESS\"}}",
              "BatchGetBuilds",
              "{\"builds\": [{\"id\": \"p:1\", \"buildStatus\": \"%s\"}]}",
              List.of("IN_PROGRESS", "SUCCEEDED", "FAULT"),
              "StopBuild",
              List.of("AccountLimitExceededException", "CodeBuild.AccountLimitExceededException"),
              List.of("ThrottlingException", "CodeBuild.AWSCodeBuildException")));

  @BeforeAll
  static void start() {
    scene = new Scene(service.url());
  }

  @AfterAll
  static void stop() {
    scene.close();
    service.close();
  }

  private interface Check {
    void of(Job job) throws Exception;
  }

  /// All jobs at once: none has an action that another one has.
  private static void each(Check check) {
    service.reset();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, Future<?>> checks = new LinkedHashMap<>();
      for (Job job : JOBS) {
        checks.put(
            job.resource(),
            threads.submit(
                () -> {
                  check.of(job);
                  return null;
                }));
      }
      checks.forEach(
          (resource, done) -> assertThatCode(done::get).as(resource).doesNotThrowAnyException());
    }
  }

  private static String refusal(String code) {
    return "{\"__type\": \"%s\", \"code\": \"%s\", \"message\": \"no\"}".formatted(code, code);
  }

  @Test
  void aJobThatSucceedsGivesItsDescription() {
    each(
        job -> {
          service.on(job.submit(), 200, job.submitted());
          service.on(job.poll(), 200, job.answer(0)).on(job.poll(), 200, job.answer(1));
          DescribeExecutionResponse ended =
              scene.run(Scene.task(job.resource(), job.parameters(), ""));
          assertThat(Scene.output(ended).toString())
              .contains(job.states().get(1).contains("STOPPED") ? "ExitCode=0" : "SUCCEEDED");
          assertThat(service.count(job.submit())).isEqualTo(1);
        });
  }

  @Test
  void aJobThatFailsFailsTheTaskWithItsDescription() {
    each(
        job -> {
          service.on(job.submit(), 200, job.submitted());
          service.on(job.poll(), 200, job.answer(2));
          DescribeExecutionResponse ended =
              scene.run(Scene.task(job.resource(), job.parameters(), ""));
          assertThat(ended.error()).isEqualTo("States.TaskFailed");
          assertThat(ended.cause())
              .startsWith("{")
              .contains(
                  job.states().get(2).contains("STOPPED") ? "\"ExitCode\":1" : job.states().get(2));
        });
  }

  @Test
  void aSubmissionThatIsRefusedIsCaughtByItsName() {
    each(
        job -> {
          service.on(job.submit(), 400, refusal(job.error().getFirst()));
          assertThat(
                  Scene.output(
                      scene.run(
                          Scene.catching(job.resource(), job.parameters(), job.error().getLast()))))
              .isEqualTo(Map.of("Caught", job.error().getLast()));
        });
  }

  @Test
  void aSubmissionThatIsThrottledIsRetriedByTheState() {
    each(
        job -> {
          service.on(job.submit(), 400, refusal(job.throttled().getFirst()));
          service.on(job.submit(), 200, job.submitted());
          service.on(job.poll(), 200, job.answer(1));
          String retry =
              ", \"Retry\": [{\"ErrorEquals\": [\"%s\"], \"IntervalSeconds\": 1, \"MaxDelaySeconds\": 2, \"BackoffRate\": 1, \"MaxAttempts\": 1, \"JitterStrategy\": \"FULL\"}]"
                  .formatted(job.throttled().getLast());
          Scene.output(scene.run(Scene.task(job.resource(), job.parameters(), retry)));
          assertThat(service.count(job.submit())).isEqualTo(2);
        });
  }

  @Test
  void aQuestionThatIsThrottledIsAskedAgainAndTheJobNotStartedTwice() {
    each(
        job -> {
          service.on(job.submit(), 200, job.submitted());
          service.on(job.poll(), 400, refusal("ThrottlingException"));
          service.on(job.poll(), 503, "<html>busy</html>");
          service.on(job.poll(), 200, job.answer(1));
          Scene.output(scene.run(Scene.task(job.resource(), job.parameters(), "")));
          assertThat(service.count(job.submit())).isEqualTo(1);
          assertThat(service.count(job.poll())).isEqualTo(3);
        });
  }

  @Test
  void aTimeoutStopsTheJob() {
    each(
        job -> {
          service.on(job.submit(), 200, job.submitted());
          service.on(job.poll(), 200, job.answer(0)).on(job.stop(), 200, "{}");
          DescribeExecutionResponse ended =
              scene.run(Scene.task(job.resource(), job.parameters(), ", \"TimeoutSeconds\": 1"));
          assertThat(ended.error()).isEqualTo("States.Timeout");
          awaitStop(job);
        });
  }

  @Test
  void anAbortStopsTheJob() {
    each(
        job -> {
          service.on(job.submit(), 200, job.submitted());
          service.on(job.poll(), 200, job.answer(0)).on(job.stop(), 200, "{}");
          String execution = scene.start(Scene.task(job.resource(), job.parameters(), ""));
          await().atMost(Duration.ofSeconds(30)).until(() -> service.count(job.poll()) > 0);
          scene.sfn().stopExecution(r -> r.executionArn(execution));
          assertThat(scene.ended(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
          awaitStop(job);
        });
  }

  private static void awaitStop(Job job) {
    await().atMost(Duration.ofSeconds(30)).until(() -> service.count(job.stop()) > 0);
  }
}
