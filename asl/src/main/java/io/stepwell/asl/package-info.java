/// The Amazon States Language: from a definition's text to findings and a plan.
///
/// Not here: running plans.
@NullMarked
package io.stepwell.asl;

import org.jspecify.annotations.NullMarked;
