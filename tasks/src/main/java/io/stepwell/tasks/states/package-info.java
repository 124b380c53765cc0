/// Task states that speak to Step Functions itself: nested executions in all four forms, and every
/// operation of its API as an AWS SDK integration (`aws-sdk:sfn`), served by this process.
///
/// Not here: executions and their state machines. Those are behind [StepFunctions].
@NullMarked
package io.stepwell.tasks.states;

import org.jspecify.annotations.NullMarked;
