package io.stepwell.store;

/// The right to write a partition. The epoch grows with every lease of the partition and fences off
/// earlier ones.
public record Lease(int partition, long epoch) {}
