/// Lambda-compatible functions that run here: what is deployed, its code and settings, invoking it.
/// [Functions] is the door.
///
/// Not here: the HTTP face of the Lambda API (module `api`), Task states (`tasks.lambda`), and the
/// processes themselves (package `host`).
@NullMarked
package io.stepwell.functions;

import org.jspecify.annotations.NullMarked;
