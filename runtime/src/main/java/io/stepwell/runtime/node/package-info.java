/// One process: puts store, catalog, partitions, dispatch and queries together, and offers them as
/// an [io.stepwell.runtime.Orchestrator].
///
/// Not here: configuration files, HTTP, the choice of the store.
@NullMarked
package io.stepwell.runtime.node;

import org.jspecify.annotations.NullMarked;
