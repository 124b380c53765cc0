/// Tests of the form that the API shows.
@NullMarked
package io.stepwell.engine.history;

import org.jspecify.annotations.NullMarked;
