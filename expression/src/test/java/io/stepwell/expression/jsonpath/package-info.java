/// Tests.
@NullMarked
package io.stepwell.expression.jsonpath;

import org.jspecify.annotations.NullMarked;
