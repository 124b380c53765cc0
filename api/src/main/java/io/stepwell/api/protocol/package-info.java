/// AWS JSON 1.0: which operation is asked for, whether the request is well formed, and what the
/// answer or the error looks like on the wire.
///
/// Not here: what an operation does (package `states`).
@NullMarked
package io.stepwell.api.protocol;

import org.jspecify.annotations.NullMarked;
