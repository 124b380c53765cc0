/// To be written.
@NullMarked
package io.stepwell.expression;

import org.jspecify.annotations.NullMarked;
