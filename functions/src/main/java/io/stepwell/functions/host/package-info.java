/// The processes that functions run in: worker life cycle, the Runtime API they speak, the pool, the
/// language runtimes, logs, and what a killed server left behind.
///
/// Not here: which functions exist and what callers may ask ([io.stepwell.functions.Functions]).
@NullMarked
package io.stepwell.functions.host;

import org.jspecify.annotations.NullMarked;
