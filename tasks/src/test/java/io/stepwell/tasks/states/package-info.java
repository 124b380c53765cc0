/// Tests of tasks that use this process's Step Functions.
@NullMarked
package io.stepwell.tasks.states;

import org.jspecify.annotations.NullMarked;
