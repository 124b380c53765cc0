/// What the server shows of executions to the outside: logs in files, metrics, traces, and told
/// changes of status.
///
/// Not here: what an execution did (module `runtime` tells), the CloudWatch Logs API (module `api`).
@NullMarked
package io.stepwell.server.observe;

import org.jspecify.annotations.NullMarked;
