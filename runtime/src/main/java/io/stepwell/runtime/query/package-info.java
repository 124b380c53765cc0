/// Answers straight from the store: describe, lists, histories, and watches. On the caller's thread,
/// and of durable data only.
///
/// Not here: anything that changes something.
@NullMarked
package io.stepwell.runtime.query;

import org.jspecify.annotations.NullMarked;
