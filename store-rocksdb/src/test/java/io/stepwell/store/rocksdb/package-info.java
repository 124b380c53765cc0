/// Tests of the store in RocksDB, and what they start as processes of their own.
@NullMarked
package io.stepwell.store.rocksdb;

import org.jspecify.annotations.NullMarked;
