/// The task SPI: what a Task state's call is, and how it ends. One package below for each
/// integration.
///
/// Not here: retries, timeouts and catching (module `engine`), threads and limits (`runtime`).
@NullMarked
package io.stepwell.tasks;

import org.jspecify.annotations.NullMarked;
