@NullMarked
package io.stepwell.runtime.catalog;

import org.jspecify.annotations.NullMarked;
