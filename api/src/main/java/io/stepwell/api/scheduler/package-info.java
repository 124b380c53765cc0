/// The API of EventBridge Scheduler, for schedules that start executions: REST with JSON.
///
/// Not here: when a schedule is due (`runtime.schedule`).
@NullMarked
package io.stepwell.api.scheduler;

import org.jspecify.annotations.NullMarked;
