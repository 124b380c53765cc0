package io.stepwell.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of processes and of the calls that they serve.
final class WorkerLifeTest {
  private static final String PID =
      "import os\ndef handler(event, context):\n    return os.getpid()\n";

  /// Starts a child, leaves both process ids in a file, and sleeps.
  private static final String SLEEPER =
      """
      import os, subprocess, time
      def handler(event, context):
          child = subprocess.Popen(['sleep', '600'])
          with open(os.environ['PIDS'] + '.new', 'w') as f:
              f.write('%d %d' % (os.getpid(), child.pid))
          os.rename(os.environ['PIDS'] + '.new', os.environ['PIDS'])
          time.sleep(600)
      """;

  @TempDir private Path directory;
  private Host host;

  @BeforeEach
  void open() {
    Host.needsPython();
    host = Host.open(directory.resolve("data"), 4);
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void aWorkerServesOneCallAfterTheOther() throws InterruptedException {
    host.python("pid", PID);
    String first = result("pid");
    assertThat(result("pid")).isEqualTo(first);
    assertThat(result("pid")).isEqualTo(first);
  }

  @Test
  void callsAtTheSameTimeHaveAWorkerEachUpToTheLimitAndTheRestWaits() throws Exception {
    host.python(
        "slow",
        "import os, time\ndef handler(e, c):\n    time.sleep(0.05)\n    return os.getpid()\n");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> results =
          IntStream.range(0, 20).mapToObj(i -> callers.submit(() -> result("slow"))).toList();
      List<String> pids = results.stream().map(WorkerLifeTest::get).distinct().toList();
      assertThat(pids).hasSizeBetween(1, 4).allMatch(pid -> pid.matches("\\d+"));
    }
  }

  @Test
  void workersThatAreNotNeededEndAndOthersStartWhenTheyAre() throws Exception {
    host.close();
    host = Host.open(host.directory(), 4, Duration.ofMillis(100));
    host.python("pid", PID);
    long first = Long.parseLong(result("pid"));
    CompletableFuture<?> end =
        ProcessHandle.of(first)
            .map(process -> (CompletableFuture<?>) process.onExit())
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    end.get(20, TimeUnit.SECONDS);
    assertThat(Long.parseLong(result("pid"))).isNotEqualTo(first);
  }

  @Test
  void closingWhileWorkersStartAndCallsRunLeavesNothingBehind() throws Exception {
    host.python("slow", "import time\ntime.sleep(0.2)\ndef handler(e, c):\n    time.sleep(600)\n");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> results =
          IntStream.range(0, 6).mapToObj(i -> callers.submit(() -> result("slow"))).toList();
      Path work = host.directory().resolve("work");
      while (!Files.isDirectory(work)) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      host.close();
      try (Stream<Path> left = Files.list(work)) {
        assertThat(left).isEmpty();
      }
      for (Future<String> result : results) {
        assertThatThrownBy(result::get).isInstanceOf(ExecutionException.class);
      }
    }
  }

  @Test
  void moreFunctionsThanWorkersAllHaveTheirTurn() throws Exception {
    for (int i = 0; i < 6; i++) {
      host.python("f" + i, "def handler(event, context):\n    return %d\n".formatted(i));
    }
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> results =
          IntStream.range(0, 18).mapToObj(i -> callers.submit(() -> result("f" + i % 6))).toList();
      assertThat(results.stream().map(WorkerLifeTest::get).toList())
          .containsExactlyElementsOf(
              IntStream.range(0, 18).mapToObj(i -> Integer.toString(i % 6)).toList());
    }
  }

  @Test
  void aCallThatTakesTooLongIsKilledWithItsChildren() throws Exception {
    Path pids = directory.resolve("pids");
    host.python("sleeper", SLEEPER, Map.of("PIDS", pids.toString()), 1);
    InvokeFunction request = Host.request("sleeper", "{}");
    Invocation result = host.functions.invoke(request);
    assertThat(result.functionError()).isEqualTo("Unhandled");
    assertThat(result.payload().text())
        .isEqualTo(
            "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: %s Error: Task timed out after 1.00 seconds\"}"
                .formatted(request.requestId()));
    awaitEnd(pids);
    assertThat(host.functions.logs("sleeper", 10_000)).contains("Status: timeout");
  }

  @Test
  void interruptingTheCallerKillsTheWorker() throws Exception {
    Path pids = directory.resolve("pids");
    host.python("sleeper", SLEEPER, Map.of("PIDS", pids.toString()), 600);
    FutureTask<String> call = new FutureTask<>(() -> result("sleeper"));
    Thread caller = Thread.ofVirtual().start(call);
    await(pids);
    caller.interrupt();
    assertThatThrownBy(call::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    awaitEnd(pids);
  }

  @Test
  void aWorkerThatExitsFailsItsCallAndTheNextHasAnother() throws Exception {
    host.python(
        "crash",
        "import os\ndef handler(event, context):\n    if event: os._exit(3)\n    return 'alive'\n");
    InvokeFunction request = Host.request("crash", "true");
    assertThat(host.functions.invoke(request).payload().text())
        .isEqualTo(
            "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: %s Error: Runtime exited with error: exit status 3\"}"
                .formatted(request.requestId()));
    assertThat(host.invoke("crash", "false").payload().text()).isEqualTo("\"alive\"");
  }

  @Test
  void newCodeIsUsedByTheNextCall() throws InterruptedException {
    host.python("version", "def handler(event, context):\n    return 1\n");
    assertThat(result("version")).isEqualTo("1");
    host.functions.updateCode(
        "version", Zips.of("handler.py", "def handler(event, context):\n    return 2\n"));
    assertThat(result("version")).isEqualTo("2");
  }

  @Test
  void newSettingsAreUsedByTheNextCall() throws InterruptedException {
    host.python(
        "env", "import os\ndef handler(event, context):\n    return os.environ.get('WHO')\n");
    assertThat(result("env")).isEqualTo("null");
    host.functions.updateConfiguration(
        "env",
        new UpdateFunction(null, null, null, null, null, null, Map.of("WHO", "me"), null, null));
    assertThat(result("env")).isEqualTo("\"me\"");
  }

  @Test
  void whatWasDeployedIsThereAfterARestart() throws InterruptedException {
    host.python("kept", "def handler(event, context):\n    return 'still here'\n");
    host.close();
    host = Host.open(host.directory(), 4);
    assertThat(result("kept")).isEqualTo("\"still here\"");
  }

  @Test
  void aWorkerThatAKilledServerLeftIsEndedBeforeTheNextOneOpens() throws Exception {
    String workerId = "left-behind-" + ProcessHandle.current().pid();
    Process left =
        new ProcessBuilder("python3", "-c", "import time; time.sleep(600)", workerId).start();
    Process innocent = new ProcessBuilder("python3", "-c", "import time; time.sleep(600)").start();
    try {
      Path records = directory.resolve("data/workers");
      Files.writeString(records.resolve(Long.toString(left.pid())), workerId);
      Files.writeString(records.resolve(Long.toString(innocent.pid())), workerId);
      host.close();
      host = Host.open(host.directory(), 4);
      assertThat(left.isAlive()).isFalse();
      assertThat(innocent.isAlive()).isTrue();
      try (Stream<Path> files = Files.list(records)) {
        assertThat(files).isEmpty();
      }
    } finally {
      left.destroyForcibly();
      innocent.destroyForcibly();
    }
  }

  @Test
  void closingEndsAllWorkersAndLeavesNothingBehind() throws Exception {
    host.python("pid", PID);
    long pid = Long.parseLong(result("pid"));
    host.close();
    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  private String result(String name) throws InterruptedException {
    return host.invoke(name, "{}").payload().text();
  }

  private static String get(Future<String> result) {
    try {
      return result.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void awaitEnd(Path pids)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    for (String pid : Files.readString(pids).split(" ")) {
      CompletableFuture<?> end =
          ProcessHandle.of(Long.parseLong(pid))
              .map(process -> (CompletableFuture<?>) process.onExit())
              .orElseGet(() -> CompletableFuture.completedFuture(null));
      end.get(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS);
    }
  }
}
