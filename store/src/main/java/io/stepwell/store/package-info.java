/// The storage contract: numbered tables of ordered keys inside partitions, atomic batches, scans,
/// leases. It speaks of bytes.
///
/// Not here: what keys and values mean (module `runtime`), and any real store.
@NullMarked
package io.stepwell.store;

import org.jspecify.annotations.NullMarked;
