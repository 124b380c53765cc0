/// To be written.
@NullMarked
package io.stepwell.functions;

import org.jspecify.annotations.NullMarked;
