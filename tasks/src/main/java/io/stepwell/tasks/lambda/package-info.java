/// Task states that call a Lambda function: by its ARN, and by `lambda:invoke` with AWS's result
/// shape; a function's error becomes Error and Cause here.
///
/// Not here: who runs the function. That is behind [Invoker].
@NullMarked
package io.stepwell.tasks.lambda;

import org.jspecify.annotations.NullMarked;
