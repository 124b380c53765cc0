/// What whoever watches executions is shown, and asked: logs, metrics, traces, told changes of status.
///
/// Not here: files, HTTP and formats of other programs (module `server`).
@NullMarked
package io.stepwell.runtime.observe;

import org.jspecify.annotations.NullMarked;
