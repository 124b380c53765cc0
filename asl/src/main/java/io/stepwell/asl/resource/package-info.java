/// Which resources a Task may name: functions, activities, and the integrations with their actions
/// and patterns.
///
/// Not here: calling them.
@NullMarked
package io.stepwell.asl.resource;

import org.jspecify.annotations.NullMarked;
