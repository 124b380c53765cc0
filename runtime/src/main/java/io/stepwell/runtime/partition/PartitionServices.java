package io.stepwell.runtime.partition;

import io.stepwell.engine.decide.Decider;
import io.stepwell.runtime.catalog.Catalog;
import io.stepwell.runtime.maprun.ItemFeeds;
import io.stepwell.runtime.maprun.Results;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.runtime.token.TaskTokens;
import io.stepwell.store.Store;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// What all partitions of a process use.
///
/// @param clock epoch milliseconds
/// @param partitions how many there are
/// @param blocking runs what may wait: readers and writers of map runs
/// @param retention how long what has ended is kept
/// @param slow runs decisions that were out of fuel
/// @param observer sees events once they are durable
public record PartitionServices(
    int partitions,
    Store store,
    Decider decider,
    Catalog catalog,
    ItemFeeds feeds,
    Results results,
    int maxPayloadBytes,
    TaskTokens tokens,
    LongSupplier clock,
    Executor slow,
    Executor blocking,
    Bounds bounds,
    Retention retention,
    Metrics metrics,
    Observer observer) {}
