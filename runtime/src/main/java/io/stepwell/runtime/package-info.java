/// The orchestrator: what the faces (API, CLI, embedded use) can ask, and the partitions that do it.
///
/// Not here: the rules of the language (module `engine`), HTTP, and the wire form of errors.
@NullMarked
package io.stepwell.runtime;

import org.jspecify.annotations.NullMarked;
