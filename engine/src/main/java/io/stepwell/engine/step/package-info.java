/// The rules of the States Language while it runs: one turn of one lane, a class for each kind of
/// state. A turn reads the state and the plan and says which events happen; it changes nothing.
///
/// Not here: what events do to the state (`state`), and in which order commands, turns and slices
/// come (`decide`).
@NullMarked
package io.stepwell.engine.step;

import org.jspecify.annotations.NullMarked;
