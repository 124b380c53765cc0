/// To be written.
@NullMarked
package io.stepwell.testkit;

import org.jspecify.annotations.NullMarked;
