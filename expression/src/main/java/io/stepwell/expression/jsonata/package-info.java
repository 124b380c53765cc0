/// JSONata 2.0.6 as AWS runs it: with its bounds, its additions and its error texts.
///
/// Not here: which fields of a state hold expressions, and what the engine does with a failure.
@NullMarked
package io.stepwell.expression.jsonata;

import org.jspecify.annotations.NullMarked;
