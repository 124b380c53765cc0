/// What the tests of several packages share.
@NullMarked
package io.stepwell.engine;

import org.jspecify.annotations.NullMarked;
