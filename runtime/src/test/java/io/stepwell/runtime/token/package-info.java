@NullMarked
package io.stepwell.runtime.token;

import org.jspecify.annotations.NullMarked;
