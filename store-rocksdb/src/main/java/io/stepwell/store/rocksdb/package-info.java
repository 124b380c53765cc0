/// The store in RocksDB: one data directory, one process, one committer thread that makes the batches
/// of all partitions durable together.
///
/// Not here: what keys and values mean, when to back up, what happens to the process when a write
/// fails.
@NullMarked
package io.stepwell.store.rocksdb;

import org.jspecify.annotations.NullMarked;
