/// For tests: executions in simulated time, seeded generators, and what holds them together.
///
/// Not here: anything that the program itself needs.
@NullMarked
package io.stepwell.testkit;

import org.jspecify.annotations.NullMarked;
