/// Stepwell measured with its own cases; the reader and the comparison measured with wrong ones.
@NullMarked
package io.stepwell.conformance;

import org.jspecify.annotations.NullMarked;
