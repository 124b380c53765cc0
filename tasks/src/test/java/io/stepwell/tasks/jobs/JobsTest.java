package io.stepwell.tasks.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.tasks.jobs.JobOrder.Dependency;
import io.stepwell.tasks.jobs.JobOrder.RetryRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real processes, and servers that stop and start again beside them.
class JobsTest {
  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init")
  private Jobs jobs;

  @SuppressWarnings("NullAway.Init")
  JobsTest() {}

  @BeforeEach
  void open() {
    jobs = Jobs.open(directory.resolve("jobs"), Map.of("GREETING", "hello"));
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  /// Another server over the same folder; the first one has let go.
  private void restart() {
    jobs.close();
    open();
  }

  private Order job(String id, String script) {
    return new Order(id, script);
  }

  /// What the orders of a test differ by.
  private final class Order {
    private final String id;
    private final String script;
    private String queue = "batch/q";
    private int limit = 10;
    private int size;
    private List<Dependency> dependsOn = List.of();
    private int attempts = 1;
    private List<RetryRule> rules = List.of();
    private Duration timeout = Duration.ofMinutes(1);

    Order(String id, String script) {
      this.id = id;
      this.script = script;
    }

    Order queue(String name, int room) {
      queue = name;
      limit = room;
      return this;
    }

    Order array(int children) {
      size = children;
      return this;
    }

    Order dependsOn(String other, Dependency.Type type) {
      dependsOn = List.of(new Dependency(other, type));
      return this;
    }

    Order attempts(int number, RetryRule... own) {
      attempts = number;
      rules = List.of(own);
      return this;
    }

    Order timeout(Duration own) {
      timeout = own;
      return this;
    }

    Order submit() {
      jobs.submit(
          new JobOrder(
              id,
              JobOrder.Kind.BATCH,
              queue,
              limit,
              new JobOrder.Program(
                  List.of("sh", "-c", script), null, directory.toString(), Map.of("OWN", "yes")),
              Map.of("JobName", id),
              size,
              dependsOn,
              attempts,
              rules,
              timeout,
              Instant.now()));
      return this;
    }

    JobView ended() throws InterruptedException {
      return Objects.requireNonNull(jobs.await(id), id);
    }
  }

  private String written(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  private void until(String file) throws InterruptedException {
    while (!Files.exists(directory.resolve(file))) {
      Thread.sleep(5);
    }
  }

  private ProcessHandle process(String file) throws Exception {
    until("jobs/a/attempt-1/" + file);
    return ProcessHandle.of(Long.parseLong(written("jobs/a/attempt-1/" + file).strip()))
        .orElseThrow();
  }

  @Test
  void aProgramRunsInItsDirectoryWithTheVariablesOfBatch() throws Exception {
    JobView ended =
        job("a", "echo $GREETING $OWN $AWS_BATCH_JOB_ID $AWS_BATCH_JOB_ATTEMPT > out")
            .submit()
            .ended();

    assertThat(ended.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(ended.attempts())
        .hasSize(1)
        .first()
        .matches(end -> Objects.equals(end.exitCode(), 0));
    assertThat(written("out")).isEqualTo("hello yes a 1\n");
  }

  @Test
  void aFailedProgramTellsItsCodeAndItsLastWords() throws Exception {
    JobView ended = job("a", "echo no rows >&2; exit 3").submit().ended();

    assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
    assertThat(ended.reason()).isEqualTo("Essential container in task exited");
    assertThat(ended.attempts().getFirst().exitCode()).isEqualTo(3);
    assertThat(ended.attempts().getFirst().reason()).isEqualTo("no rows");
  }

  @Test
  void aProgramThatIsNotThereIsAFailure() throws Exception {
    jobs.submit(
        new JobOrder(
            "a",
            JobOrder.Kind.GLUE,
            "q",
            1,
            new JobOrder.Program(List.of("no-such-program"), null, directory.toString(), Map.of()),
            Map.of(),
            0,
            List.of(),
            1,
            List.of(),
            null,
            Instant.now()));

    JobView ended = Objects.requireNonNull(jobs.await("a"));
    assertThat(ended.attempts().getFirst().exitCode()).isEqualTo(127);
    assertThat(ended.attempts().getFirst().reason()).contains("no-such-program");
  }

  @Test
  void aFailedAttemptIsFollowedByAnotherUntilNoneIsLeft() throws Exception {
    JobView ended =
        job("a", "echo x >> tries; test $(wc -l < tries) -ge 3").attempts(4).submit().ended();

    assertThat(ended.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(ended.attempts()).hasSize(3);
    assertThat(job("b", "exit 1").attempts(2).submit().ended().attempts()).hasSize(2);
  }

  @Test
  void theFirstRuleThatMatchesDecidesWhetherThereIsAnother() throws Exception {
    RetryRule exit = new RetryRule(null, null, "4*", false);
    RetryRule again = new RetryRule(null, "*busy*".substring(1), null, true);

    assertThat(job("a", "exit 42").attempts(3, exit, again).submit().ended().attempts()).hasSize(1);
    assertThat(
            job("b", "echo busy now; exit 1").attempts(3, exit, again).submit().ended().attempts())
        .hasSize(3);
  }

  @Test
  void anAttemptThatTakesTooLongIsEndedAndNotTriedAgain() throws Exception {
    JobView ended =
        job("a", "sleep 600").timeout(Duration.ofMillis(300)).attempts(3).submit().ended();

    assertThat(ended.reason()).isEqualTo("Job attempt duration exceeded timeout");
    assertThat(ended.attempts()).hasSize(1);
  }

  @Test
  void aQueueRunsNoMoreAtOnceThanItMay() throws Exception {
    String script =
        "mkdir only || exit 9; sleep 0.05; rmdir only"; // fails if another one runs beside it
    for (int i = 0; i < 5; i++) {
      job("j" + i, script).queue("batch/one", 1).submit();
    }
    for (int i = 0; i < 5; i++) {
      assertThat(job("j" + i, "").ended().status()).isEqualTo(JobStatus.SUCCEEDED);
    }
  }

  @Test
  void childrenOfAnArrayKnowTheirIndex() throws Exception {
    JobView ended = job("a", "touch child.$AWS_BATCH_JOB_ARRAY_INDEX").array(4).submit().ended();

    assertThat(ended.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(ended.children()).containsEntry(JobStatus.SUCCEEDED, 4);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.startsWith("child.")))
          .containsExactlyInAnyOrder("child.0", "child.1", "child.2", "child.3");
    }
  }

  @Test
  void anArrayFailsWithAChildAfterAllHaveEnded() throws Exception {
    JobView ended = job("a", "test $AWS_BATCH_JOB_ARRAY_INDEX != 1").array(3).submit().ended();

    assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
    assertThat(ended.children())
        .containsEntry(JobStatus.SUCCEEDED, 2)
        .containsEntry(JobStatus.FAILED, 1);
  }

  @Test
  void aJobWaitsForWhatItDependsOnAndFailsWithIt() throws Exception {
    job("first", "sleep 0.1; echo 1 > first.out").submit();
    job("second", "cat first.out").dependsOn("first", Dependency.Type.ALL).submit();
    job("bad", "exit 1").submit();
    job("never", "touch never.out").dependsOn("bad", Dependency.Type.ALL).submit();

    assertThat(job("second", "").ended().status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job("never", "").ended().reason()).isEqualTo("Dependent Job failed");
    assertThat(directory.resolve("never.out")).doesNotExist();
  }

  @Test
  void childrenDependOnTheirLikesAndOnTheOneBefore() throws Exception {
    job("a", "test $AWS_BATCH_JOB_ARRAY_INDEX = 0").array(2).submit();
    job("b", "true").array(2).dependsOn("a", Dependency.Type.N_TO_N).submit();
    job("c", "echo $AWS_BATCH_JOB_ARRAY_INDEX >> order")
        .array(5)
        .dependsOn("", Dependency.Type.SEQUENTIAL)
        .submit();

    assertThat(job("b", "").ended().children())
        .containsEntry(JobStatus.SUCCEEDED, 1)
        .containsEntry(JobStatus.FAILED, 1);
    assertThat(job("c", "").ended().status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(written("order")).isEqualTo("0\n1\n2\n3\n4\n");
  }

  @Test
  void aJobThatNobodyWantsIsEndedWithAllThatItStarted() throws Exception {
    job("a", "sleep 600 & echo $! > pid.new; mv pid.new pid; wait").submit();
    until("pid");
    jobs.stop("a", "Terminated by its owner");
    JobView ended = job("a", "").ended();

    assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
    assertThat(ended.reason()).isEqualTo("Terminated by its owner");
    long pid = Long.parseLong(written("pid").strip());
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
  }

  @Test
  void aJobThatWaitsForRoomIsEndedWithoutBeingStarted() throws Exception {
    job("long", "touch on; sleep 600").queue("batch/one", 1).submit();
    until("on");
    job("a", "touch ran").queue("batch/one", 1).submit();
    jobs.stop("a", "no more");

    assertThat(job("a", "").ended().attempts()).isEmpty();
    assertThat(directory.resolve("ran")).doesNotExist();
    jobs.stop("long", "over");
    job("long", "").ended();
  }

  @Test
  void theSameIdIsTheSameJob() throws Exception {
    job("a", "echo x >> runs").submit().submit().ended();
    job("a", "echo x >> runs").submit();

    assertThat(written("runs")).isEqualTo("x\n");
  }

  @Test
  void aJobOutlivesTheServerAndIsFoundAgain() throws Exception {
    job("a", "echo x >> runs; while test ! -e go; do sleep 0.02; done; exit 7").submit();
    until("runs");
    restart();
    Files.createFile(directory.resolve("go"));

    assertThat(job("a", "").ended().attempts().getFirst().exitCode()).isEqualTo(7);
    assertThat(written("runs")).isEqualTo("x\n");
  }

  @Test
  void whatEndedWhileNoServerRanIsPickedUp() throws Exception {
    job("a", "echo x >> runs; while test ! -e go; do sleep 0.02; done").submit();
    until("runs");
    jobs.close();
    Files.createFile(directory.resolve("go"));
    until("jobs/a/attempt-1/exit");
    open();

    assertThat(job("a", "").ended().status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(written("runs")).isEqualTo("x\n");
  }

  @Test
  void anAttemptIsNeverRunTwice() throws Exception {
    Path folder = Files.createDirectories(directory.resolve("attempt"));
    Map<String, String> path = Map.of("PATH", System.getenv("PATH"));
    List<String> command = List.of("sh", "-c", "echo x >> runs; sleep 0.2");
    Attempt first = new Attempt(folder);
    Attempt second = new Attempt(folder); // of a server that does not know of the first
    first.start(command, directory.toString(), path);
    second.start(command, directory.toString(), path);

    var never = new java.util.concurrent.CompletableFuture<String>();
    assertThat(second.await(null, never, () -> {}).exitCode()).isEqualTo(0);
    assertThat(first.await(null, never, () -> {}).exitCode()).isEqualTo(0);
    assertThat(written("runs")).isEqualTo("x\n");
  }

  @Test
  void anArrayGoesOnAfterARestartWithEveryChildOnce() throws Exception {
    job("a", "echo $AWS_BATCH_JOB_ARRAY_INDEX >> runs; sleep 0.03")
        .array(8)
        .queue("batch/two", 2)
        .submit();
    until("runs");
    restart();
    restart();

    assertThat(job("a", "").ended().status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(written("runs").lines())
        .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7");
  }

  @Test
  void aWishToEndOutlivesTheServer() throws Exception {
    job("a", "touch on; sleep 600").submit();
    until("on");
    jobs.close();
    Files.writeString(directory.resolve("jobs/a/stop"), "unwanted");
    open();

    assertThat(job("a", "").ended().reason()).isEqualTo("unwanted");
  }

  @Test
  void aSupervisorThatIsKilledIsAFailureThatSaysSo() throws Exception {
    job("a", "touch on; exec sleep 600").submit();
    until("on");
    ProcessHandle program = process("job");
    process("pid").destroyForcibly();

    assertThat(job("a", "").ended().reason()).startsWith("Host terminated");
    program.onExit().join(); // nothing is left to run beside the next attempt
  }
}
