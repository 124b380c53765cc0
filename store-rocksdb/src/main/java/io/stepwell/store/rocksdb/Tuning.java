package io.stepwell.store.rocksdb;

import java.util.List;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.TablePropertiesCollectorFactory;
import org.rocksdb.WALRecoveryMode;

/// RocksDB's options for a small server that shares its machine: about 150 MB of native memory, two
/// background threads, nothing that trades durability or checks for speed. To be closed after the
/// database.
final class Tuning implements AutoCloseable {
  private static final long MIB = 1024 * 1024;
  private static final long DELETIONS_WINDOW = 4096;

  final Cache cache = new LRUCache(64 * MIB);
  private final BloomFilter bloom = new BloomFilter(10);
  final DBOptions database = database();
  private final TablePropertiesCollectorFactory deletions =
      TablePropertiesCollectorFactory.NewCompactOnDeletionCollectorFactory(
          DELETIONS_WINDOW, DELETIONS_WINDOW / 2, 0.5);
  final ColumnFamilyOptions family = family(cache, bloom, deletions);

  private static DBOptions database() {
    // A log that the manifest names and that is missing or too short is damage, not emptiness. The
    // option has no setter in Java.
    Properties strict = new Properties();
    strict.setProperty("track_and_verify_wals_in_manifest", "true");
    return DBOptions.getDBOptionsFromProps(strict)
        .setCreateMissingColumnFamilies(true)
        // What a power failure tore off the end of the log was never acknowledged: recovery stops
        // before it. Stricter modes would refuse to start after an ordinary crash.
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setManualWalFlush(false)
        // One thread writes: what serves concurrent writers only costs.
        .setAllowConcurrentMemtableWrite(false)
        .setEnableWriteThreadAdaptiveYield(false)
        .setIncreaseParallelism(2)
        .setMaxBackgroundJobs(2)
        // Memory for unflushed data over all tables, and how much log a start may have to replay
        // (about 100 MB/s).
        .setDbWriteBufferSize(64 * MIB)
        .setMaxTotalWalSize(128 * MIB)
        // Flushes and compactions trickle to the disk, so that no commit waits behind a burst.
        .setBytesPerSync(MIB)
        .setMaxOpenFiles(512)
        .setSkipStatsUpdateOnDbOpen(true)
        // RocksDB's own log: warnings only, two small files, no statistics.
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(MIB)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  private static ColumnFamilyOptions family(
      Cache cache, BloomFilter bloom, TablePropertiesCollectorFactory deletions) {
    return tidyingUp(deletions)
        .setWriteBufferSize(32 * MIB)
        .setMaxWriteBufferNumber(3)
        // A dozen tables, most of them nearly empty: small first blocks.
        .setArenaBlockSize(256 * 1024)
        .setTargetFileSizeBase(32 * MIB)
        .setMaxBytesForLevelBase(128 * MIB)
        // Histories are JSON and shrink to a third; LZ4 costs less than the disk it saves.
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        // Reads in memory slow down with every range deleted there; a flush tidies them up.
        .setMemtableMaxRangeDeletions(1000)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(8 * 1024)
                // Most lookups by key ask whether a name is free: usually it is.
                .setFilterPolicy(bloom)
                // Bounded memory, whatever the size of the data.
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true));
  }

  /// A file of which most is deletions is merged with what it deletes, so that retention frees disk
  /// also where nothing else is written. Families take this option from a database's only.
  private static ColumnFamilyOptions tidyingUp(TablePropertiesCollectorFactory deletions) {
    try (Options carrier = new Options()) {
      carrier.setTablePropertiesCollectorFactory(List.of(deletions));
      return new ColumnFamilyOptions(carrier);
    }
  }

  @Override
  public void close() {
    family.close();
    deletions.close();
    database.close();
    bloom.close();
    cache.close();
  }
}
