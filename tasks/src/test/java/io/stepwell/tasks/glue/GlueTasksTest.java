package io.stepwell.tasks.glue;

import static io.stepwell.tasks.jobs.JobCalls.call;
import static io.stepwell.tasks.jobs.JobCalls.failed;
import static io.stepwell.tasks.jobs.JobCalls.handler;
import static io.stepwell.tasks.jobs.JobCalls.run;
import static io.stepwell.tasks.jobs.JobCalls.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.jobs.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `glue:startJobRun` and its `.sync`, with a real interpreter.
class GlueTasksTest {
  private static final String SYNC = "glue:startJobRun.sync";

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init")
  private Jobs jobs;

  @SuppressWarnings("NullAway.Init")
  private GlueTasks tasks;

  @SuppressWarnings("NullAway.Init")
  GlueTasksTest() {}

  @BeforeEach
  void open() throws IOException {
    Map<String, GlueJob> all = new LinkedHashMap<>();
    add(
        all,
        "report",
        GlueJob.Type.PYTHON_SHELL,
        """
        import sys
        from awsglue.utils import getResolvedOptions
        options = getResolvedOptions(sys.argv, ["JOB_NAME", "day", "city"])
        print(options["JOB_NAME"], options["day"], options["city"], file=open("out", "w"))
        """);
    add(all, "broken", GlueJob.Type.PYTHON_SHELL, "raise ValueError('no rows for today')\n");
    add(all, "slow", GlueJob.Type.PYTHON_SHELL, "import time\ntime.sleep(600)\n");
    add(all, "spark", GlueJob.Type.SPARK, "print('never')\n");
    jobs = Jobs.open(directory.resolve("jobs"), Map.of());
    tasks =
        GlueTasks.open(
            jobs,
            new GlueJob.Settings(all, "python3", "no-such-spark-submit"),
            directory.resolve("python"),
            resource -> null);
  }

  private void add(Map<String, GlueJob> all, String name, GlueJob.Type type, String script)
      throws IOException {
    Path file = Files.writeString(directory.resolve(name + ".py"), script);
    Map<String, String> arguments = Map.of("--city", "Basel");
    all.put(name, new GlueJob(name, type, file, directory, arguments, Map.of(), 0, null, 1));
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  private static String job(String name) {
    return "{\"JobName\": \"%s\", \"Arguments\": {\"--day\": \"monday\"}}".formatted(name);
  }

  @Test
  void aPythonShellJobGetsItsArguments() throws Exception {
    Map<?, ?> result = succeeded(run(tasks, SYNC, "r-1", job("report")));

    assertThat(Files.readString(directory.resolve("out"))).isEqualTo("report monday Basel\n");
    assertThat(result.get("JobRunState")).isEqualTo("SUCCEEDED");
    assertThat(result.get("JobName")).isEqualTo("report");
    assertThat(result.get("Arguments")).isEqualTo(Map.of("--city", "Basel", "--day", "monday"));
    assertThat(result.get("Id")).asString().matches("jr_[0-9a-f]{64}");
    assertThat(result.get("Timeout")).isEqualTo(2880L);
  }

  @Test
  void aScriptThatRaisesFailsTheTaskWithTheException() throws Exception {
    Map<?, ?> described = failed(run(tasks, SYNC, "r-1", job("broken")));

    assertThat(described.get("JobRunState")).isEqualTo("FAILED");
    assertThat(described.get("ErrorMessage")).isEqualTo("ValueError: no rows for today");
  }

  @Test
  void sparkThatIsNotInstalledIsSaid() throws Exception {
    Map<?, ?> described = failed(run(tasks, SYNC, "r-1", job("spark")));

    assertThat(described.get("ErrorMessage")).asString().contains("no-such-spark-submit");
  }

  @Test
  void moreRunsThanMayBeAreRefusedAndARunIsStopped() throws Exception {
    JobHandler handler = handler(tasks, SYNC);
    handler.call(call(SYNC, "r-1", job("slow")));

    assertThat(handler.call(call(SYNC, "r-2", job("slow"))))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failure ->
                assertThat(failure.error()).isEqualTo("Glue.ConcurrentRunsExceededException"));
    handler.cancel(call(SYNC, "r-1", job("slow")), null);
    assertThat(failed(run(tasks, SYNC, "r-1", job("slow"))).get("JobRunState"))
        .isEqualTo("STOPPED");
  }

  @Test
  void aJobThatNobodyDescribesIsNotFound() throws Exception {
    assertThat(run(tasks, SYNC, "r-1", job("nobody")))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failure -> {
              assertThat(failure.error()).isEqualTo("Glue.EntityNotFoundException");
              assertThat(failure.cause()).contains("stepwell.yaml describes jobs");
            });
  }
}
