/// To be written.
@NullMarked
package io.stepwell.api;

import org.jspecify.annotations.NullMarked;
