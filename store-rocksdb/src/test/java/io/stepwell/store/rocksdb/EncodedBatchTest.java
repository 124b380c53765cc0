package io.stepwell.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.store.Batch;
import io.stepwell.store.Lease;
import io.stepwell.store.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// The bytes written here are those that RocksDB makes of the same changes.
final class EncodedBatchTest {
  private static final Table SMALL = new Table(1, "small");
  private static final Table LARGE = new Table(200, "large");
  private static final byte[] LONG_VALUE = new byte[300_000];

  @Test
  void theBytesAreRocksDbsOwn(@TempDir Path directory) throws RocksDBException {
    NativeLibrary.load();
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY));
    for (int number = 1; number <= 200; number++) {
      families.add(new ColumnFamilyDescriptor(("table-" + number).getBytes(UTF_8)));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options =
            new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
        RocksDB database =
            RocksDB.open(options, directory.resolve("db").toString(), families, handles);
        WriteBatch theirs = new WriteBatch()) {
      assertThat(database.isOwningHandle()).isTrue();
      Tables tables = new Tables(handles);
      ColumnFamilyHandle small = tables.family(SMALL);
      ColumnFamilyHandle large = tables.family(LARGE);
      assertThat(large.getID()).as("needs two bytes").isGreaterThan(127);
      theirs.put(tables.own(), key("own"), key("value"));
      theirs.put(small, key("\1\2k"), key("v"));
      theirs.put(large, key("\1\2"), LONG_VALUE);
      theirs.delete(large, key("\1\2k"));
      theirs.deleteRange(small, key("\1\2a"), key("\1\2b"));
      theirs.put(large, key("\3\4n"), number(2));

      Batch first =
          new Batch(new Lease(0x0102, 1))
              .put(SMALL, key("k"), key("v"))
              .put(LARGE, new byte[0], LONG_VALUE)
              .delete(LARGE, key("k"))
              .deleteRange(SMALL, key("a"), key("b"))
              .deleteRange(SMALL, key("b"), key("a"));
      Batch second = new Batch(new Lease(0x0304, 1)).add(LARGE, key("n"), -5);
      List<EncodedBatch> group =
          List.of(
              EncodedBatch.ofOwn(key("own"), key("value")),
              EncodedBatch.of(first, tables),
              EncodedBatch.of(second, tables));
      EncodedBatch counters = new Counters((_, _) -> number(7)).valuesAfter(group);
      assertThat(counters).isNotNull();
      List<EncodedBatch> all = new ArrayList<>(group);
      all.add(counters);
      byte[] ours = EncodedBatch.concatenate(all);
      assertThat(ours).isEqualTo(theirs.data());
    }
  }

  private static byte[] key(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
