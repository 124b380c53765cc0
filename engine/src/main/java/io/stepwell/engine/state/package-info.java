/// The live state of one execution: what applying its events, one by one, leaves behind.
///
/// Not here: plans, expressions, clocks. `apply` reads the state and the event, nothing else.
@NullMarked
package io.stepwell.engine.state;

import org.jspecify.annotations.NullMarked;
