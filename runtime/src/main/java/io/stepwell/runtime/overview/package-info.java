/// Answers of [io.stepwell.runtime.Overview]: numbers from the counters, and tasks that wait, read
/// from the store within bounds.
///
/// Not here: AWS's own questions, which are `query`'s.
@NullMarked
package io.stepwell.runtime.overview;

import org.jspecify.annotations.NullMarked;
