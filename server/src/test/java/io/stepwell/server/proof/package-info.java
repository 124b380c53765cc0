/// What a whole server must show: that web pages cannot use it.
///
/// Not here: that it survives being killed, which is shown with the program in `cli`; what `runtime`
/// shows without a server.
@NullMarked
package io.stepwell.server.proof;

import org.jspecify.annotations.NullMarked;
