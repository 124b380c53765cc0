/// The simulation: the real runtime on one thread, in simulated time, under faults, from one seed.
///
/// Not here: the world itself, which the runtime's own tests use too (`io.stepwell.runtime.node`).
@NullMarked
package io.stepwell.testkit.simulation;

import org.jspecify.annotations.NullMarked;
