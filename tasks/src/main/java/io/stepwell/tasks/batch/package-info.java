/// AWS Batch on this machine: `batch:submitJob` and `batch:submitJob.sync` run the jobs that
/// `stepwell.yaml` describes. What is not described there is the endpoint's, if one is configured.
///
/// Not here: processes and containers (`tasks.jobs`).
@NullMarked
package io.stepwell.tasks.batch;

import org.jspecify.annotations.NullMarked;
