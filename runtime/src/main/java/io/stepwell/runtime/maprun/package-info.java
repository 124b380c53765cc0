/// Map runs (Step Functions, "Distributed Map"): what a run knows of its items and children, how it
/// is stored, how its items are read and its results put together.
///
/// Not here: turns and batches (`partition`), where items come from (module `tasks`).
@NullMarked
package io.stepwell.runtime.maprun;

import org.jspecify.annotations.NullMarked;
