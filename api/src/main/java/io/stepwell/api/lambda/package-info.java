/// The Lambda API, as far as functions can be deployed here.
///
/// Not here: running functions (module `functions`).
@NullMarked
package io.stepwell.api.lambda;

import org.jspecify.annotations.NullMarked;
