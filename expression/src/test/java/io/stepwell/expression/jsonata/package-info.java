/// Tests.
@NullMarked
package io.stepwell.expression.jsonata;

import org.jspecify.annotations.NullMarked;
