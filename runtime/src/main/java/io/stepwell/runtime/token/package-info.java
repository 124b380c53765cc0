/// Texts that leave the server and come back: task tokens and page tokens, signed so that nobody else
/// can make one.
///
/// Not here: what they lead to.
@NullMarked
package io.stepwell.runtime.token;

import org.jspecify.annotations.NullMarked;
