/// To be written.
@NullMarked
package io.stepwell.runtime;

import org.jspecify.annotations.NullMarked;
