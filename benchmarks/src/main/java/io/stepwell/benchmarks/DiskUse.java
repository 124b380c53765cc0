package io.stepwell.benchmarks;

import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.rocksdb.RocksDbStore;
import java.nio.file.Path;

/// What an execution of W1 takes on the disk, once everything is flushed and compacted.
final class DiskUse implements Benchmark {
  private static final int EXECUTIONS = 20_000;

  @Override
  public Round prepare(Subject subject, Options options) {
    Path checkout = subject.checkout();
    return figures -> {
      try (DataDirectory data = DataDirectory.fresh()) {
        Server server = Server.start(checkout, data, "");
        try (Api api = new Api(server.endpoint())) {
          Workload w1 = Workload.W1;
          String machine = api.machine("bench-disk", false, w1.definition());
          Sleepers.start(server, machine, EXECUTIONS);
        } finally {
          server.stop();
        }
        try (RocksDbStore store = RocksDbStore.open(data.path(), Tables.ALL, _ -> {})) {
          store.compact();
        }
        figures.add("bytes per execution", (double) data.bytes() / EXECUTIONS);
      }
    };
  }
}
