/// Tests of AWS Batch on this machine.
@NullMarked
package io.stepwell.tasks.batch;

import org.jspecify.annotations.NullMarked;
