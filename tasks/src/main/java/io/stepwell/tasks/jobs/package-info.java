/// Jobs that run on this machine: processes and containers that outlive the server. A folder each,
/// whose files say what was ordered, what was started and how it ended, so that a server that starts
/// again finds its jobs, and none is started twice ([Attempt] has the protocol).
///
/// Not here: what a service of AWS calls its jobs and how it describes them (`tasks.batch`,
/// `tasks.glue`).
@NullMarked
package io.stepwell.tasks.jobs;

import org.jspecify.annotations.NullMarked;
