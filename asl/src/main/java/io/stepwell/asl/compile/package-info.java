/// Makes the plan of a definition that validation found right: defaults, expressions compiled, graphs
/// numbered.
///
/// Not here: diagnostics (`validate`) and what a plan is (`plan`).
@NullMarked
package io.stepwell.asl.compile;

import org.jspecify.annotations.NullMarked;
