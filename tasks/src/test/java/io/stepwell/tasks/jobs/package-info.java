/// Tests of jobs that run on this machine, as real processes.
@NullMarked
package io.stepwell.tasks.jobs;

import org.jspecify.annotations.NullMarked;
