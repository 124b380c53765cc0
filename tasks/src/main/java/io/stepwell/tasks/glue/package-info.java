/// AWS Glue on this machine: `glue:startJobRun` and `glue:startJobRun.sync` run the jobs that
/// `stepwell.yaml` describes, Python shell ones with an interpreter and Spark ones with
/// `spark-submit`. What is not described there is the endpoint's, if one is configured.
///
/// Not here: processes (`tasks.jobs`).
@NullMarked
package io.stepwell.tasks.glue;

import org.jspecify.annotations.NullMarked;
