/// Schedules that start executions, as EventBridge Scheduler has them: when each is due, and that it
/// fires once for each due time, whatever crashes in between.
///
/// Not here: the wire form of the Scheduler API (module `api`), the thread that waits
/// (`runtime.node`).
@NullMarked
package io.stepwell.runtime.schedule;

import org.jspecify.annotations.NullMarked;
