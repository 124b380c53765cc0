/// To be written.
@NullMarked
package io.stepwell.server;

import org.jspecify.annotations.NullMarked;
