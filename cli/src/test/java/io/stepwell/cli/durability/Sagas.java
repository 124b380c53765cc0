package io.stepwell.cli.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/// Starts the executions, spread over time, each until the server has acknowledged it. Their names
/// are ours, so asking again starts nothing twice.
final class Sagas implements AutoCloseable {
  private final SfnClient sfn;
  private final String machine;
  private final List<Saga> sagas = new ArrayList<>();
  private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Ledger ledger;

  /// @param overMillis within which each has its moment
  Sagas(SfnClient sfn, String machine, int count, int overMillis, Random random, Ledger ledger) {
    this.sfn = sfn;
    this.machine = machine;
    this.ledger = ledger;
    for (int i = 0; i < count; i++) {
      Saga saga = Saga.draw(i, random);
      int moment = random.nextInt(overMillis);
      sagas.add(saga);
      threads.add(Thread.ofVirtual().start(() -> startAt(moment, saga)));
    }
  }

  private void startAt(int moment, Saga saga) {
    try {
      Thread.sleep(moment);
      start(saga);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      ledger.violation("%s could not be started: %s".formatted(saga.name(), e));
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
