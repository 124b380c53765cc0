/// Tests of functions with real worker processes.
@NullMarked
package io.stepwell.functions;

import org.jspecify.annotations.NullMarked;
