/// Speed, printed as figures: load over the API, memory, disk, recovery, and the engine in process.
/// Run with `./stepwell bench`, compared on one machine in one run.
///
/// Not here: anything that the program needs.
@NullMarked
package io.stepwell.benchmarks;

import org.jspecify.annotations.NullMarked;
