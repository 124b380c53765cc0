/// To be written.
@NullMarked
package io.stepwell.store;

import org.jspecify.annotations.NullMarked;
