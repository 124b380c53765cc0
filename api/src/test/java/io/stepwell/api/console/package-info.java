@NullMarked
package io.stepwell.api.console;

import org.jspecify.annotations.NullMarked;
