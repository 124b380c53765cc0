/// Letters: commands between aggregates of different partitions, and the form in which they lie in
/// the outbox of their sender until the recipient has acknowledged them.
///
/// Not here: who writes, delivers and handles them (`partition`).
@NullMarked
package io.stepwell.runtime.post;

import org.jspecify.annotations.NullMarked;
