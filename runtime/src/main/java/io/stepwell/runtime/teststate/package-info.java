/// TestState: one state of a definition, run by the engine as in an execution of its own that nobody
/// stores, with mocks and an inspection of its data flow.
///
/// Not here: what states do (module `engine`, which shows its data flow to an `Inspection`), and the
/// request's wire form (module `api`).
@NullMarked
package io.stepwell.runtime.teststate;

import org.jspecify.annotations.NullMarked;
