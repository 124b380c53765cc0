/// To be written.
@NullMarked
package io.stepwell.asl;

import org.jspecify.annotations.NullMarked;
