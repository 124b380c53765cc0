/// The composition root: configuration, wiring and the life of a server.
///
/// Not here: anything that could be somewhere else.
@NullMarked
package io.stepwell.server;

import org.jspecify.annotations.NullMarked;
