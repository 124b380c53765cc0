/// To be written.
@NullMarked
package io.stepwell.tasks;

import org.jspecify.annotations.NullMarked;
