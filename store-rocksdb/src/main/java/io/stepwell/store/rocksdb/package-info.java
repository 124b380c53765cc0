/// To be written.
@NullMarked
package io.stepwell.store.rocksdb;

import org.jspecify.annotations.NullMarked;
