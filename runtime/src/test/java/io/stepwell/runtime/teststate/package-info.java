@NullMarked
package io.stepwell.runtime.teststate;

import org.jspecify.annotations.NullMarked;
