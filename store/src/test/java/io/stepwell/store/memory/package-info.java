/// Tests of the store in memory.
@NullMarked
package io.stepwell.store.memory;

import org.jspecify.annotations.NullMarked;
