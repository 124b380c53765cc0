/// Tests.
@NullMarked
package io.stepwell.expression.intrinsics;

import org.jspecify.annotations.NullMarked;
