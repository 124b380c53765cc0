package io.stepwell.cli.durability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stepwell.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionResponse;
import software.amazon.awssdk.services.sfn.model.SyncExecutionStatus;

/// Clients of a server that is killed, beside those of the sagas: each starts executions of its kind,
/// one after the other, and remembers what was acknowledged.
final class KillLoad implements AutoCloseable {
  private static final String MACHINES = "arn:aws:states:us-east-1:123456789012:stateMachine:";
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";
  private static final int ITEMS = 5;

  /// What was acknowledged.
  record Acknowledged(String machine, int number, String arn) {}

  private final SfnClient sfn;
  private final Ledger ledger;
  private final HttpServer http;
  private final List<Thread> clients = new ArrayList<>();
  private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
  private final Set<Integer> called = ConcurrentHashMap.newKeySet();
  private final Set<Integer> repaired = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicLong calls = new AtomicLong();
  private volatile boolean closed;

  KillLoad(SfnClient sfn, Ledger ledger) throws IOException {
    this.sfn = sfn;
    this.ledger = ledger;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/Mark", this::mark);
    http.createContext("/Flop", this::flop);
    http.start();
  }

  /// Lines for the `functions` of `stepwell.yaml`.
  String settings() {
    int port = http.getAddress().getPort();
    return "  Mark: http://localhost:%d/Mark\n  Flop: http://localhost:%d/Flop\n"
        .formatted(port, port);
  }

  void createMachines() {
    create("Quick", "STANDARD", KillDefinitions.QUICK);
    create("Timer", "STANDARD", KillDefinitions.TIMER);
    create("Nested", "STANDARD", KillDefinitions.NESTED);
    create("Each", "STANDARD", KillDefinitions.EACH);
    create("Held", "STANDARD", KillDefinitions.HELD);
    create("Flop", "STANDARD", KillDefinitions.FLOP);
    create("Sync", "EXPRESS", KillDefinitions.QUICK);
    create("Later", "EXPRESS", KillDefinitions.MARK);
  }

  private void create(String name, String type, String definition) {
    sfn.createStateMachine(r -> r.name(name).type(type).definition(definition).roleArn(ROLE));
  }

  /// @param clients of the busiest kind; the others are fewer
  void begin(int clients) {
    loop(clients, 10, number -> start("Quick", number));
    loop(clients / 2, 50, number -> start("Timer", number));
    loop(clients / 2, 50, number -> start("Nested", number));
    loop(clients / 2, 50, number -> start("Later", number));
    loop(clients / 2, 20, this::sync);
    loop(1, 300, number -> start("Each", number));
    loop(2, 100, this::startAndStop);
    loop(2, 100, this::startAndRedrive);
  }

  private void loop(int threads, int pauseMillis, IntConsumer client) {
    for (int i = 0; i < threads; i++) {
      clients.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!closed) {
                      int number = numbers.incrementAndGet();
                      try {
                        client.accept(number);
                        Thread.sleep(ThreadLocalRandom.current().nextInt(2 * pauseMillis));
                      } catch (InterruptedException e) {
                        return;
                      } catch (RuntimeException e) {
                        if (!closed) {
                          ledger.violation("client " + number + " failed: " + e);
                        }
                      }
                    }
                  }));
    }
  }

  /// Asks until there is an answer, also when there was too much to do.
  private <T> T answer(Supplier<T> request) {
    while (true) {
      try {
        T answer = Persistence.answer(request);
        calls.incrementAndGet();
        return answer;
      } catch (AwsServiceException e) {
        if (!e.isThrottlingException()) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  // ---- what clients do

  private Acknowledged start(String machine, int number) {
    String name = machine + "-" + number;
    String input = input(number);
    String arn = MACHINES.replace(":stateMachine:", ":execution:") + machine + ":" + name;
    try {
      String started =
          answer(
              () ->
                  sfn.startExecution(
                          r -> r.stateMachineArn(MACHINES + machine).name(name).input(input))
                      .executionArn());
      if (!machine.equals("Later") && !started.equals(arn)) {
        ledger.violation(arn + " was started as " + started);
      }
    } catch (ExecutionAlreadyExistsException e) {
      // An earlier try got through, and what it started has ended meanwhile.
    }
    Acknowledged one = new Acknowledged(machine, number, arn);
    acknowledged.put(arn, one);
    return one;
  }

  static String input(int number) {
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(number + i);
    }
    return Json.write(Map.of("n", number, "seconds", 1 + number % 9, "items", items));
  }

  private void sync(int number) {
    String input = input(number);
    StartSyncExecutionResponse end =
        answer(
            () -> sfn.startSyncExecution(r -> r.stateMachineArn(MACHINES + "Sync").input(input)));
    if (end.status() != SyncExecutionStatus.SUCCEEDED
        || !end.output().contains("\"n\":" + number)) {
      ledger.violation("a synchronous execution of " + input + " ended as " + end);
    }
  }

  private void startAndStop(int number) {
    Acknowledged one = start("Held", number);
    answer(() -> sfn.stopExecution(r -> r.executionArn(one.arn()).error("Stopped")));
    acknowledged.put(one.arn(), new Acknowledged("Stopped", number, one.arn()));
  }

  private void startAndRedrive(int number) {
    Acknowledged one = start("Flop", number);
    while (status(one.arn()) == ExecutionStatus.RUNNING) {
      pause();
    }
    repaired.add(number);
    try {
      answer(() -> sfn.redriveExecution(r -> r.executionArn(one.arn()).clientToken("t" + number)));
    } catch (AwsServiceException e) {
      if (status(one.arn()) != ExecutionStatus.SUCCEEDED) { // by an earlier try of ours
        throw e;
      }
    }
    acknowledged.put(one.arn(), new Acknowledged("Redriven", number, one.arn()));
  }

  ExecutionStatus status(String arn) {
    return answer(() -> sfn.describeExecution(r -> r.executionArn(arn))).status();
  }

  // ---- services

  private void mark(HttpExchange exchange) throws IOException {
    called.add(number(exchange));
    answer(exchange, 200, Map.of("marked", true));
  }

  /// Fails until somebody has repaired it for this execution.
  private void flop(HttpExchange exchange) throws IOException {
    if (repaired.contains(number(exchange))) {
      answer(exchange, 200, Map.of("repaired", true));
    } else {
      answer(exchange, 422, Map.of("error", "Flop", "cause", "not repaired"));
    }
  }

  private static int number(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<?, ?> input = (Map<?, ?>) Objects.requireNonNull(Json.parse(body));
    return ((Number) Objects.requireNonNull(input.get("n"))).intValue();
  }

  private static void answer(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    try (exchange) {
      byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  // ---- what there is to check

  List<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged.values());
  }

  /// Whether the service was called for this asynchronous express execution.
  boolean wasCalled(int number) {
    return called.contains(number);
  }

  long calls() {
    return calls.get();
  }

  /// Clients finish what they do, and begin nothing more.
  void end() throws InterruptedException {
    closed = true;
    for (Thread client : clients) {
      client.join();
    }
  }

  @Override
  public void close() {
    closed = true;
    clients.forEach(Thread::interrupt);
    http.stop(0);
  }
}
