package io.stepwell.runtime.express;

import io.stepwell.engine.decide.Decider;
import io.stepwell.runtime.catalog.Catalog;
import io.stepwell.runtime.dispatch.TaskCalls;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.runtime.partition.Metrics;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// What all express executions of a process use.
///
/// @param clock epoch milliseconds
/// @param slow runs decisions that were out of fuel
public record ExpressServices(
    Decider decider,
    Catalog catalog,
    TaskCalls calls,
    LongSupplier clock,
    Executor slow,
    Metrics metrics,
    Observer observer) {}
