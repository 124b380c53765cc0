package io.stepwell.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.OptionsUtil;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

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
        compact(data.path().resolve("db").toString());
        figures.add("bytes per execution", (double) data.bytes() / EXECUTIONS);
      }
    };
  }

  /// With the options that the files were written with.
  private static void compact(String path) throws IOException {
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        ConfigOptions reading = new ConfigOptions()) {
      OptionsUtil.loadLatestOptions(reading, path, options, families);
      try (RocksDB database = RocksDB.open(options, path, families, handles);
          FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
        database.flush(flush, handles);
        for (ColumnFamilyHandle handle : handles) {
          database.compactRange(handle);
        }
        handles.forEach(ColumnFamilyHandle::close);
      }
    } catch (RocksDBException e) {
      throw new IOException("The data could not be compacted", e);
    }
  }
}
