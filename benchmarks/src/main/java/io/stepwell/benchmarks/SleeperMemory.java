package io.stepwell.benchmarks;

import java.io.IOException;

/// What an execution that waits costs in memory: what is alive on the heap after a collection,
/// and what the store holds outside of it. What is resident has the JVM's garbage and code in it, too.
final class SleeperMemory implements Benchmark {
  private static final int SLEEPERS = 100_000;
  private static final int CALLS = 900; // less than the 1,000 that one resource calls at once
  private static final int FILL = 1_000;

  @Override
  public Round prepare(Subject subject, Options options) {
    return figures -> {
      for (Sleepers kind : Sleepers.values()) {
        measure(subject, options, kind, figures);
      }
    };
  }

  private static void measure(Subject subject, Options options, Sleepers kind, Figures figures)
      throws IOException, InterruptedException {
    try (Service service = new Service();
        Server server = subject.server(service.functions())) {
      boolean calls = kind == Sleepers.CALL;
      String machine = kind.machine(server);
      Sleepers.start(
          server, machine, calls ? 50 : FILL); // also fills the calls that others queue behind
      Used before = settled(server);
      int count = calls ? CALLS : options.count(SLEEPERS);
      Sleepers.start(server, machine, count);
      Used after = settled(server);
      String name = kind.name().toLowerCase(java.util.Locale.ROOT);
      double heap = (after.heap - before.heap) / count;
      double store = (after.store - before.store) / count;
      figures.add("bytes per sleeper, heap and store: " + name, heap + store);
      figures.add("bytes of heap: " + name, heap);
      figures.add("bytes of the store's own memory: " + name, store);
      figures.add("bytes resident (RSS): " + name, (after.resident - before.resident) / count);
    }
  }

  /// @param store what RocksDB says it holds outside the heap
  private record Used(double heap, double store, double resident) {}

  /// Once nothing leaves memory any more.
  private static Used settled(Server server) throws IOException, InterruptedException {
    double last = Double.MAX_VALUE;
    for (int tries = 0; tries < 20; tries++) {
      Thread.sleep(2_500); // what only waits stays in memory for two seconds
      double heap = server.liveHeapBytes();
      if (heap > last * 0.99) {
        return new Used(heap, server.metric("stepwell_store_memory_bytes"), server.residentBytes());
      }
      last = heap;
    }
    throw new IOException("the heap does not settle");
  }
}
