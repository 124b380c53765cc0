/// The catalogues of one execution: commands that ask, events that happened, effects that should be
/// alive, and the limits. The packages below decide and apply: `decide` is the door, `step` the
/// rules of each kind of state, `state` what applying events leaves behind, `codec` the stored form,
/// `history` the form that the API shows.
///
/// Not here: clocks, threads, randomness of its own, stores, HTTP, log statements.
@NullMarked
package io.stepwell.engine;

import org.jspecify.annotations.NullMarked;
