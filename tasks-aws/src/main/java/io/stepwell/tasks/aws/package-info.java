/// Any API of AWS, called through the AWS SDK for Java: its request and response types describe
/// themselves, so one caller serves all of them, and an optimized integration is a line in a table.
/// A service is there when its SDK jar is.
///
/// Not here: which endpoint a service has (`tasks.remote`, filled by `server`); what Step Functions,
/// functions and HTTP tasks do without the SDK (`tasks`).
@NullMarked
package io.stepwell.tasks.aws;

import org.jspecify.annotations.NullMarked;
