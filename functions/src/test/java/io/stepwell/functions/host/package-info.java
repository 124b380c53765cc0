@NullMarked
package io.stepwell.functions.host;

import org.jspecify.annotations.NullMarked;
