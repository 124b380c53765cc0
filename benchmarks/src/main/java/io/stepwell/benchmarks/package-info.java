/// Speed, printed as figures: run by hand, compared on one machine in one run.
///
/// Not here: anything that the program needs.
@NullMarked
package io.stepwell.benchmarks;

import org.jspecify.annotations.NullMarked;
