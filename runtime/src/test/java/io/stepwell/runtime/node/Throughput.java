package io.stepwell.runtime.node;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.partition.Metrics;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Store;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.store.rocksdb.RocksDbStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How many executions of ten Pass states a process can run, without HTTP. Not part of the build:
/// run `main` with the number of clients, the seconds, and `memory` or `rocksdb`.
final class Throughput {
  private Throughput() {}

  public static void main(String[] args) throws Exception {
    int clients = Integer.parseInt(args[0]);
    int seconds = Integer.parseInt(args[1]);
    Path directory = Files.createTempDirectory("stepwell-throughput");
    try (Store store =
            args[2].equals("memory")
                ? new MemoryStore()
                : RocksDbStore.open(directory, Tables.ALL, Throwable::printStackTrace);
        LocalOrchestrator orchestrator =
            Orchestrators.open(Settings.of(store, _ -> null, Throwable::printStackTrace))) {
      String machine = Machines.create(orchestrator, "w1", Machines.passes(10));
      for (int round = 0; round < 4; round++) {
        round(orchestrator, machine, clients, seconds);
      }
    }
  }

  private static void round(
      LocalOrchestrator orchestrator, String machine, int clients, int seconds)
      throws InterruptedException {
    String input = "{\"text\":\"" + "x".repeat(185) + "\"}";
    Metrics metrics = orchestrator.metrics();
    long starts = metrics.starts.sum();
    long batches = metrics.batches.sum();
    long bytes = metrics.batchBytes.sum();
    long cpu = cpu();
    long begun = System.nanoTime();
    long until = begun + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (System.nanoTime() < until) {
                      orchestrator.startExecution(Account.DEFAULT, machine, null, input, null);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - begun) / 1e9;
    long done = metrics.starts.sum() - starts;
    double cpuSeconds = (cpu() - cpu) / 1e9;
    System.out.printf(
        "%d clients: %,.0f executions/s, %.1f us CPU each, %,.0f steps per CPU second,"
            + " %.1f executions per batch, %d bytes each%n",
        clients,
        done / took,
        cpuSeconds * 1e6 / done,
        done * 10 / cpuSeconds,
        (double) done / (metrics.batches.sum() - batches),
        (metrics.batchBytes.sum() - bytes) / Math.max(1, done));
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
