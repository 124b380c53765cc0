/// Tests of what all expressions share, and what the tests of the languages share.
@NullMarked
package io.stepwell.expression;

import org.jspecify.annotations.NullMarked;
