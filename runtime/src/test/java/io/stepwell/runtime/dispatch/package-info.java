@NullMarked
package io.stepwell.runtime.dispatch;

import org.jspecify.annotations.NullMarked;
