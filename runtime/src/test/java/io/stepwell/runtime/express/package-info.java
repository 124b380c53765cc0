@NullMarked
package io.stepwell.runtime.express;

import org.jspecify.annotations.NullMarked;
