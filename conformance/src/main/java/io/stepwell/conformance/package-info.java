/// To be written.
@NullMarked
package io.stepwell.conformance;

import org.jspecify.annotations.NullMarked;
