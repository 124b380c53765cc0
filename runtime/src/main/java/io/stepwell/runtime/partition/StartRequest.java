package io.stepwell.runtime.partition;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Start;
import io.stepwell.runtime.storage.ExecutionName;

/// A start that passed every check that needs no execution.
///
/// @param fresh the name was made up for this start, so nobody else has it
/// @param start its deadline is set when the execution is accepted
public record StartRequest(ExecutionName name, boolean fresh, Start start, Plan plan) {}
