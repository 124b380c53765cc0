/// The door of the engine: a command comes in, the events it caused come out, already applied.
///
/// Not here: the rules of the states (`step`), and whoever stores the events and acts on the effects
/// (module `runtime`).
@NullMarked
package io.stepwell.engine.decide;

import org.jspecify.annotations.NullMarked;
