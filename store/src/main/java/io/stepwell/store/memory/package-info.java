/// The store in memory, for unit tests, for the simulation and for servers that may forget.
///
/// Not here: injected faults (wrap the store), anything on disk.
@NullMarked
package io.stepwell.store.memory;

import org.jspecify.annotations.NullMarked;
