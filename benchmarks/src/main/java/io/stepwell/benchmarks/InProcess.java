package io.stepwell.benchmarks;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.node.LocalOrchestrator;
import io.stepwell.runtime.node.Orchestrators;
import io.stepwell.runtime.node.Settings;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Store;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.store.rocksdb.RocksDbStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// W1 without HTTP: ten Pass states, a 200-byte input, started from virtual threads.
///
/// `InProcess [memory|DIR] [clients] [seconds]` prints executions/s and steps per CPU second of the
/// whole process, the starting threads included.
public final class InProcess {
  private static final int STEPS = 10;

  private InProcess() {}

  public static void main(String[] args) throws InterruptedException {
    String where = args.length > 0 ? args[0] : "memory";
    int clients = args.length > 1 ? Integer.parseInt(args[1]) : 64;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 8;
    try (Store store = open(where);
        LocalOrchestrator orchestrator =
            Orchestrators.open(Settings.of(store, _ -> null, InProcess::fatal))) {
      String machine = machine(orchestrator);
      for (int round = 0; round < 4; round++) {
        measure(orchestrator, store, machine, clients, seconds, where);
      }
    }
  }

  private static Store open(String where) {
    return where.equals("memory")
        ? new MemoryStore()
        : RocksDbStore.open(Path.of(where), Tables.ALL, InProcess::fatal);
  }

  private static String machine(Orchestrator orchestrator) {
    StringBuilder states = new StringBuilder();
    for (int i = 1; i <= STEPS; i++) {
      String transition = i == STEPS ? "\"End\":true" : "\"Next\":\"S" + (i + 1) + "\"";
      states.append(i == 1 ? "" : ",");
      states.append("\"S" + i + "\":{\"Type\":\"Pass\"," + transition + "}");
    }
    String definition = "{\"StartAt\":\"S1\",\"States\":{" + states + "}}";
    return orchestrator
        .createStateMachine(
            Account.DEFAULT,
            new Orchestrator.CreateStateMachine(
                "W1-" + System.nanoTime(),
                definition,
                "arn:aws:iam::123456789012:role/bench",
                Orchestrator.Type.STANDARD,
                null,
                null,
                null,
                Map.of(),
                false,
                null))
        .arn();
  }

  private static void measure(
      Orchestrator orchestrator,
      Store store,
      String machine,
      int clients,
      int seconds,
      String where)
      throws InterruptedException {
    String input = "{\"text\":\"" + "x".repeat(188) + "\"}";
    LongAdder done = new LongAdder();
    long syncsBefore = syncs(store);
    long cpuBefore = cpuNanos();
    long began = System.nanoTime();
    long until = began + seconds * 1_000_000_000L;
    Thread[] threads = new Thread[clients];
    for (int i = 0; i < clients; i++) {
      threads[i] =
          Thread.startVirtualThread(
              () -> {
                while (System.nanoTime() < until) {
                  orchestrator.startExecution(Account.DEFAULT, machine, null, input, null);
                  done.increment();
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double wall = (System.nanoTime() - began) / 1e9;
    double cpu = (cpuNanos() - cpuBefore) / 1e9;
    System.out.printf(
        "W1 in process, %s, %d clients: %,.0f executions/s, %,.0f steps per CPU second,"
            + " %.3f syncs per execution%n",
        where,
        clients,
        done.sum() / wall,
        done.sum() * STEPS / cpu,
        (double) (syncs(store) - syncsBefore) / done.sum());
  }

  private static long syncs(Store store) {
    return store instanceof RocksDbStore onDisk ? onDisk.syncs() : 0;
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void fatal(Throwable failure) {
    System.err.println("the store failed: " + failure.getMessage());
    Runtime.getRuntime().halt(1);
  }
}
