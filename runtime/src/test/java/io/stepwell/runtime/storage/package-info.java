@NullMarked
package io.stepwell.runtime.storage;

import org.jspecify.annotations.NullMarked;
