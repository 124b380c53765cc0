package io.stepwell.cli.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/// Starts the executions, spread over time, each until the server has acknowledged it. Their names
/// are ours, so asking again starts nothing twice.
final class Sagas implements AutoCloseable {
  private static final int STARTERS = 4;

  private final SfnClient sfn;
  private final String machine;
  private final List<Saga> sagas = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Ledger ledger;

  /// @param overMillis how long it takes to start all of them, about
  Sagas(SfnClient sfn, String machine, int count, int overMillis, Random random, Ledger ledger) {
    this.sfn = sfn;
    this.machine = machine;
    this.ledger = ledger;
    for (int i = 0; i < count; i++) {
      sagas.add(Saga.draw(i, random));
    }
    int pause = Math.max(1, 2 * STARTERS * overMillis / count);
    for (int i = 0; i < STARTERS; i++) {
      threads.add(Thread.ofVirtual().start(() -> startAll(pause)));
    }
  }

  private void startAll(int pause) {
    try {
      for (int i = next.getAndIncrement(); i < sagas.size(); i = next.getAndIncrement()) {
        Thread.sleep(ThreadLocalRandom.current().nextInt(pause));
        start(sagas.get(i));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      ledger.violation("an execution could not be started: " + e);
    }
  }

  private void start(Saga saga) {
    String arn = arn(saga);
    try {
      String started =
          Persistence.answer(
              () ->
                  sfn.startExecution(
                          r -> r.stateMachineArn(machine).name(saga.name()).input(saga.input()))
                      .executionArn());
      if (!started.equals(arn)) {
        ledger.violation("%s was started as %s".formatted(arn, started));
      }
    } catch (ExecutionAlreadyExistsException e) {
      // An earlier try got through, and what it started has ended meanwhile.
    }
    acknowledged.put(saga.number(), arn);
  }

  List<Saga> all() {
    return sagas;
  }

  String arn(Saga saga) {
    return machine.replace(":stateMachine:", ":execution:") + ":" + saga.name();
  }

  List<String> acknowledged() {
    return List.copyOf(acknowledged.values());
  }

  boolean allStarted() {
    return acknowledged.size() == sagas.size();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
