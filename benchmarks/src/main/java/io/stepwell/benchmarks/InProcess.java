package io.stepwell.benchmarks;

import io.stepwell.json.Json;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// W1 without HTTP: ten Pass states, a 200-byte input, started by 64 virtual threads.
///
/// `InProcess memory|DIR WARM-UP-SECONDS SECONDS` prints figures as JSON. The CPU time is that of the
/// whole process, the starting threads included.
public final class InProcess {
  private static final int CLIENTS = 64;

  private InProcess() {}

  public static void main(String[] args) throws InterruptedException {
    try (Store store = open(args[0]);
        LocalOrchestrator orchestrator =
            Orchestrators.open(Settings.of(store, _ -> null, InProcess::fatal))) {
      String machine = machine(orchestrator);
      measure(orchestrator, store, machine, Integer.parseInt(args[1]));
      System.out.println(
          Json.write(measure(orchestrator, store, machine, Integer.parseInt(args[2]))));
    }
  }

  private static Store open(String where) {
    return where.equals("memory")
        ? new MemoryStore()
        : RocksDbStore.open(Path.of(where), Tables.ALL, InProcess::fatal);
  }

  private static String machine(Orchestrator orchestrator) {
    return orchestrator
        .createStateMachine(
            Account.DEFAULT,
            new Orchestrator.CreateStateMachine(
                "W1",
                Workload.W1.definition(),
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

  private static Map<String, Double> measure(
      Orchestrator orchestrator, Store store, String machine, int seconds)
      throws InterruptedException {
    String input = Workload.order();
    LongAdder done = new LongAdder();
    long syncs = syncs(store);
    long cpu = cpuNanos();
    long began = System.nanoTime();
    long until = began + seconds * 1_000_000_000L;
    Thread[] threads = new Thread[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
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
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("executions/s", done.sum() * 1e9 / (System.nanoTime() - began));
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    figures.put("steps per CPU second", done.sum() * Workload.W1.units() / cpuSeconds);
    if (store instanceof RocksDbStore) {
      figures.put("syncs per execution", (double) (syncs(store) - syncs) / done.sum());
    }
    return figures;
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
