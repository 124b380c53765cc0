/// The stored form of events and states: compact, versioned, checked. Type numbers are never reused,
/// and every later version reads what an earlier one wrote.
///
/// Not here: keys and tables (module `runtime`).
@NullMarked
package io.stepwell.engine.codec;

import org.jspecify.annotations.NullMarked;
