/// Tests of AWS Glue on this machine.
@NullMarked
package io.stepwell.tasks.glue;

import org.jspecify.annotations.NullMarked;
