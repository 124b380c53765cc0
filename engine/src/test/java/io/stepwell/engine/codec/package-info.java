/// Tests of the stored form, and generators of events and states.
@NullMarked
package io.stepwell.engine.codec;

import org.jspecify.annotations.NullMarked;
