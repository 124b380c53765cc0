/// The part of the CloudWatch Logs API that goes with Step Functions: log groups that machines log
/// to, and reading what they logged.
///
/// Not here: the files (module `server`).
@NullMarked
package io.stepwell.api.logs;

import org.jspecify.annotations.NullMarked;
