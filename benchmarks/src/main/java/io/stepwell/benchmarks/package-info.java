/// To be written.
@NullMarked
package io.stepwell.benchmarks;

import org.jspecify.annotations.NullMarked;
