/// The text of a definition as a tree whose every value knows its line, column and path.
///
/// Not here: what the values mean and whether they are right (`validate`, `plan`).
@NullMarked
package io.stepwell.asl.parse;

import org.jspecify.annotations.NullMarked;
