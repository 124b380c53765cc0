/// Tests of schedules, in simulated time.
@NullMarked
package io.stepwell.runtime.schedule;

import org.jspecify.annotations.NullMarked;
