package io.stepwell.runtime.partition;

import io.stepwell.runtime.storage.ExecutionKey;

/// A call that a task asked for and that was never begun, because the process ended first.
///
/// @param task its number in the execution; every attempt has its own
public record UnmadeCall(int partition, ExecutionKey execution, int task) {}
