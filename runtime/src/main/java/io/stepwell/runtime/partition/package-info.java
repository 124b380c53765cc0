/// Partitions: each owns the executions whose names hash to it, and is written by one thread at a
/// time. Commands come in through its inbox, a turn decides on some of them and ends in one batch,
/// and what leaves waits until that batch is durable.
///
/// Not here: the rules of the language (module `engine`), and what becomes of effects (`dispatch`).
@NullMarked
package io.stepwell.runtime.partition;

import org.jspecify.annotations.NullMarked;
