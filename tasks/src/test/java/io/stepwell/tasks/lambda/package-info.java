/// Tests of tasks that call a function.
@NullMarked
package io.stepwell.tasks.lambda;

import org.jspecify.annotations.NullMarked;
