package io.stepwell.store;

/// The right to write a partition. The epoch grows with every lease of the partition and fences off
/// earlier ones.
public record Lease(int partition, long epoch) {
  public static final int PARTITION_MAX = 0xFFFF;

  public Lease {
    checkPartition(partition);
  }

  /// Partitions are two bytes of every stored key.
  public static int checkPartition(int partition) {
    if (partition < 0 || partition > PARTITION_MAX) {
      throw new IllegalArgumentException("partitions are 0 to " + PARTITION_MAX + ": " + partition);
    }
    return partition;
  }
}
