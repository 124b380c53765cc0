/// To be written.
@NullMarked
package io.stepwell.cli;

import org.jspecify.annotations.NullMarked;
