/// History events as the API shows them (GetExecutionHistory), from the events that are stored.
///
/// Not here: paging and the wire (module `api`).
@NullMarked
package io.stepwell.engine.history;

import org.jspecify.annotations.NullMarked;
