package io.stepwell.testkit.simulation;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.json.Payload;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.node.World;
import io.stepwell.runtime.partition.Reply;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.TaskTokens.TaskAddress;
import io.stepwell.store.Cursor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Callers of the API, workers and services that call back: at random they start, stop and redrive
/// executions, claim activity tasks, and send tokens once, twice, too late or never. Whatever they are
/// told is looked for on the disk at once.
final class Callers {
  private static final List<String> MACHINES =
      List.of("random", "random", "deadlines", "jobs", "nested", "map");

  /// An answer that somebody waits for.
  private record Asked<T>(Reply<T> reply, Consumer<T> check) {
    /// Whether it was there.
    boolean listen(Coverage coverage) {
      if (!reply.isDone()) {
        return false;
      }
      try {
        check.accept(reply.await());
      } catch (CallerException e) {
        coverage.count("refused: " + e.code());
      }
      return true;
    }
  }

  private final World world;
  private final Random random;
  private final Services services;
  private final Ledger ledger;
  private final Coverage coverage;
  private final List<Asked<?>> asked = new ArrayList<>();
  private final Map<String, String> unanswered = new HashMap<>();
  private final Map<String, Services.Token> children = new HashMap<>();
  private final List<String> machines;
  private int names;
  private boolean healed;

  /// @param machines how many of them they use
  Callers(
      World world,
      Random random,
      Services services,
      Ledger ledger,
      Coverage coverage,
      int machines) {
    List<String> shuffled = new ArrayList<>(MACHINES);
    Collections.shuffle(shuffled, random);
    this.machines = List.copyOf(shuffled.subList(0, machines));
    this.world = world;
    this.random = random;
    this.services = services;
    this.ledger = ledger;
    this.coverage = coverage;
  }

  /// @param flood more than the inboxes take from outside
  void startSome(boolean flood) {
    for (String machine : machines) {
      start(machine, "e" + names++);
    }
    if (flood) {
      for (int i = 0; i < 340; i++) {
        start("random", "flood" + i);
        if (world.fullestInbox() > 200) {
          throw new Violation("inboxes stay inside their bounds", "" + world.fullestInbox());
        }
      }
      unanswered.keySet().removeIf(name -> name.startsWith("flood"));
    }
  }

  void act() {
    switch (random.nextInt(12)) {
      case 0 -> start(pick(machines), "e" + names++);
      case 1 -> start(pick(machines), "e" + random.nextInt(names)); // a name that is taken
      case 2 -> stop();
      case 3 -> redrive();
      case 4, 5, 6 -> token();
      default -> activity();
    }
  }

  /// Looks at the answers that have come.
  void listen() {
    asked.removeIf(one -> one.listen(coverage));
  }

  /// The process is gone: no answer comes any more, and who got none asks again.
  void forget() {
    asked.clear();
    Map.copyOf(unanswered).forEach((name, machine) -> start(machine, name));
  }

  void heal() {
    healed = true;
  }

  /// Does what is left to be done from outside; false when there is nothing.
  boolean more() {
    if (world.pendingCommits() || !asked.isEmpty()) {
      return false; // first come the answers
    }
    boolean did = activity();
    for (Iterator<Services.Token> all = services.tokens().iterator(); all.hasNext(); ) {
      Services.Token token = all.next();
      all.remove();
      if (!token.child() || childEnded(token)) {
        did |= alive(token.token()) && send(token);
      } else {
        children.put(token.token(), token);
      }
    }
    for (Services.Token token : List.copyOf(children.values())) {
      if (childEnded(token)) {
        children.remove(token.token());
        did |= alive(token.token()) && send(token);
      }
    }
    return did;
  }

  // ---- executions

  private void start(String machine, String name) {
    coverage.count("command: start");
    unanswered.put(name, machine);
    Simulation.refusal(
        () -> {
          try {
            Reply<Started> reply = world.start(machine, name);
            asked.add(new Asked<>(reply, started -> started(name, started)));
          } catch (CallerException e) {
            coverage.count("refused: " + e.code());
            throw e;
          }
        });
    // A refusal that comes later ends the matter too.
    if (!asked.isEmpty() && asked.getLast().reply().isDone()) {
      listen();
    }
  }

  private void started(String name, Started started) {
    String arn = started.executionArn();
    unanswered.remove(name);
    try {
      world.state(arn);
    } catch (CallerException e) {
      throw new Violation("nothing is told before its commit", "the start of " + arn, e);
    }
    ledger.started(arn);
  }

  private void stop() {
    String arn = someone();
    if (arn == null) {
      return;
    }
    coverage.count("command: stop");
    ask(
        arn,
        new Command.StopExecution(new ErrorOutput("Stopped", null)),
        rejection -> {
          ExecutionState state = world.state(arn);
          if (!state.status().closed() && state.redriveCount() == 0) {
            throw new Violation("nothing is told before its commit", "the stop of " + arn);
          }
        });
  }

  private void redrive() {
    String arn = someone();
    if (arn == null || world.row(arn).status() == ExecutionStatus.SUCCEEDED) {
      return;
    }
    coverage.count("command: redrive");
    ask(
        arn,
        new Command.RedriveExecution(null),
        rejection -> {
          if (rejection.isEmpty() && world.state(arn).redriveCount() == 0) {
            throw new Violation("nothing is told before its commit", "the redrive of " + arn);
          }
          coverage.count(rejection.isEmpty() ? "redriven" : "not redriven");
        });
  }

  private void ask(String arn, Command command, Consumer<Optional<Rejection>> check) {
    CallerException refusal =
        Simulation.refusal(() -> asked.add(new Asked<>(world.ask(arn, command), check)));
    if (refusal != null) {
      coverage.count("refused: " + refusal.code());
    }
  }

  private @Nullable String someone() {
    List<String> all = ledger.acknowledged().stream().sorted().toList();
    return all.isEmpty() ? null : pick(all);
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  // ---- tokens

  /// Sends a token, and keeps it at times to send it again.
  private void token() {
    if (services.tokens().isEmpty()) {
      return;
    }
    Services.Token token = pick(services.tokens());
    if (random.nextInt(3) == 0) {
      services.tokens().remove(token);
    }
    if (!token.child() || childEnded(token)) {
      send(token);
    }
  }

  private boolean send(Services.Token token) {
    TaskAddress address = world.address(token.token());
    int task = address.task();
    int how = healed ? 0 : random.nextInt(6);
    coverage.count(
        "command: " + (how == 5 ? "heartbeat" : how == 4 ? "fail task" : "complete task"));
    Command command =
        switch (how) {
          case 5 -> new Command.HeartbeatTask(task);
          case 4 -> new Command.FailTask(task, new ErrorOutput("E1", "called back"), true);
          default -> new Command.CompleteTask(task, Payload.ofText("{\"back\":1}"), true);
        };
    CallerException refusal =
        Simulation.refusal(
            () ->
                asked.add(
                    new Asked<>(
                        world.ask(address.partition(), address.execution(), command),
                        rejection -> tokenSent(token, task, how == 5, rejection))));
    return refusal == null;
  }

  private void tokenSent(
      Services.Token token, int task, boolean heartbeat, Optional<Rejection> rejection) {
    coverage.count("token: " + (rejection.isEmpty() ? "accepted" : rejection.get()));
    if (heartbeat || rejection.isPresent()) {
      return;
    }
    ledger.tokenAccepted(token.token());
    Lane lane = world.state(token.execution()).laneOf(task);
    boolean early = lane != null && lane.task() != null && lane.task().early() != null;
    if (!early && world.events(token.execution()).stream().noneMatch(e -> ends(e, task))) {
      throw new Violation("a token ends the attempt that it was made for", token.execution());
    }
  }

  private static boolean ends(Stamped stamped, int task) {
    return switch (stamped.event()) {
      case Event.TaskSucceeded e -> e.task() == task;
      case Event.TaskFailed e -> e.task() == task;
      case Event.CallbackReceived e -> e.task() == task;
      default -> false;
    };
  }

  private boolean alive(String token) {
    TaskAddress address = world.address(token);
    ExecutionState state = world.state(address.partition(), address.execution());
    return state != null && state.laneOf(address.task()) != null;
  }

  /// A task whose service starts an execution and calls back when that has ended.
  private boolean childEnded(Services.Token token) {
    TaskAddress address = world.address(token.token());
    String name =
        "child-%d-%d-%d"
            .formatted(address.partition(), address.execution().number(), address.task());
    String arn = "arn:aws:states:us-east-1:123456789012:execution:deadlines:" + name;
    try {
      return world.row(arn).status().closed();
    } catch (CallerException e) {
      if (e.code() != ErrorCode.EXECUTION_DOES_NOT_EXIST) {
        throw e;
      }
      if (!unanswered.containsKey(name) && alive(token.token())) {
        coverage.count("nested execution");
        start("deadlines", name);
      }
      return false;
    }
  }

  // ---- activities

  /// A worker takes the first task that is on offer; false when there is none.
  private boolean activity() {
    for (int partition = 0; partition < World.PARTITIONS; partition++) {
      try (Cursor cursor =
          world.store().scan(partition, Tables.OFFERS, new byte[0], Tables.lastKey(), false)) {
        if (cursor.next()) {
          claim(partition, cursor.key());
          return true;
        }
      }
    }
    return false;
  }

  private void claim(int partition, byte[] offer) {
    coverage.count("command: claim activity task");
    int task = Tables.offerTask(offer);
    var execution = Tables.offerExecution(offer);
    Command claim = new Command.ClaimActivityTask(task, "worker");
    CallerException refusal =
        Simulation.refusal(
            () ->
                asked.add(
                    new Asked<>(
                        world.ask(partition, execution, claim),
                        rejection -> {
                          if (rejection.isEmpty()) {
                            services
                                .tokens()
                                .add(
                                    new Services.Token(
                                        world.token(partition, execution, task),
                                        world.arn(partition, execution),
                                        false));
                          }
                        })));
    if (refusal != null) {
      coverage.count("refused: " + refusal.code());
    }
  }
}
