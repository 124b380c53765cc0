/// A definition made executable: defaults filled in, names resolved, expressions compiled. One plan
/// per content hash, shared by all executions that use it.
///
/// Not here: source positions and diagnostics (`parse`, `validate`), making plans (`compile`), and
/// anything that happens when a plan runs (module `engine`).
@NullMarked
package io.stepwell.asl.plan;

import org.jspecify.annotations.NullMarked;
