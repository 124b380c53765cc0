/// Services of AWS's API that are not served by this process: which one a resource names, where it
/// is to be reached, and the door behind which the AWS SDK calls it.
///
/// Not here: the AWS SDK. Module `tasks-aws` has it, and is found at run time, if it is there.
@NullMarked
package io.stepwell.tasks.remote;

import org.jspecify.annotations.NullMarked;
