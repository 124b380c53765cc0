package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.cli.durability.Answers.Execution;
import io.stepwell.cli.durability.Answers.Kind;
import io.stepwell.cli.durability.Answers.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;

/// A server that is killed (SIGKILL) between any two calls: whatever it has answered is still true
/// when it is back. All writing operations of the API, in an order that a seed decides; after each
/// kill everything that was ever acknowledged is asked for again.
///
/// Longer runs: `-Dstepwell.kills=100 -Dstepwell.seed=…`.
final class AnswersSurviveKillIT {
  private static final int KILLS = Integer.getInteger("stepwell.kills", 5);
  private static final long SEED = Long.getLong("stepwell.seed", System.nanoTime());
  private static final int MOST_CALLS = 12;

  private final Answers answers = new Answers(new Random(SEED));
  private final Map<String, BooleanSupplier> calls = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  @TempDir private Path directory;
  private ServerProcess server;
  private SfnClient sfn;
  private ExecutionCalls executions;

  @SuppressWarnings("NullAway.Init") // set before each test
  AnswersSurviveKillIT() {}

  @BeforeEach
  void start() throws Exception {
    System.out.printf("kills %d, seed %d%n", KILLS, SEED);
    Files.writeString(directory.resolve("stepwell.yaml"), "");
    server = new ServerProcess(directory);
    serve();
    child();
    ResourceCalls resources = new ResourceCalls(sfn, answers);
    resources.createActivity();
    for (Kind kind : Kind.values()) {
      resources.createMachine(kind);
    }
  }

  /// Starts the server, and a client that knows no connections to the one before.
  private void serve() throws Exception {
    if (sfn != null) {
      sfn.close();
    }
    sfn = Persistence.sfn(server.endpoint());
    server.start();
    server.awaitReady();
    executions = new ExecutionCalls(sfn, answers);
    calls.putAll(new ResourceCalls(sfn, answers).all());
    calls.putAll(executions.all());
  }

  private void child() {
    String definition = Definitions.of(Kind.HOLD, null, "child");
    String role = "arn:aws:iam::123456789012:role/any";
    String arn =
        sfn.createStateMachine(r -> r.name("Child").definition(definition).roleArn(role))
            .stateMachineArn();
    assertThat(arn).isEqualTo(Definitions.CHILD);
    answers.machines.put(arn, new Machine(arn, Kind.HOLD, null, definition, role));
  }

  @AfterEach
  void stop() {
    sfn.close();
    server.close();
  }

  @Test
  void whatWasAnsweredIsStillTrueAfterTheRestart() throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      int group = 1 + answers.random.nextInt(MOST_CALLS);
      for (int i = 0; i < group || (kill == KILLS && counts.size() < calls.size()); i++) {
        assertThat(i).as("calls until each has had its turn, of %s", counts).isLessThan(1_000);
        call();
      }
      server.kill(true);
      serve();
      audit(kill);
    }
    queuesAreWhole();
    System.out.printf("%d calls: %s%n", counts.values().stream().mapToInt(i -> i).sum(), counts);
  }

  /// Half of the time one that was called least, so that each has its turn early.
  private void call() {
    boolean rare = answers.random.nextBoolean();
    boolean done = false;
    int least = 0;
    while (!done) {
      int atMost = rare ? least++ : Integer.MAX_VALUE;
      String name =
          Objects.requireNonNullElse(
              answers.any(calls.keySet(), it -> counts.getOrDefault(it, 0) <= atMost), "");
      BooleanSupplier call = calls.getOrDefault(name, () -> false);
      done = call.getAsBoolean();
      if (done) {
        counts.merge(name, 1, Integer::sum);
      }
    }
  }

  private void audit(int kill) {
    try {
      new Audit(sfn, answers).all();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "after kill %d, calls %s\n%s".formatted(kill, counts, server.said()), e);
    }
  }

  private @Nullable Execution waiting() {
    return answers.any(answers.executions.values(), Execution::waitsForAWorker);
  }

  /// Every task that waits for a worker is handed out once, and no other.
  private void queuesAreWhole() {
    @Nullable Execution waiting;
    while ((waiting = waiting()) != null) {
      executions.take(Objects.requireNonNull(waiting.machine.activity).arn);
    }
  }
}
