package io.stepwell.runtime.storage;

/// Names an execution inside its partition.
///
/// @param account the number that the catalog gave the account
/// @param number grows with the time of the start, so keys in order are executions from the oldest
public record ExecutionKey(int account, long number) implements Comparable<ExecutionKey> {
  private static final int SEQUENCE_BITS = 16;

  /// The first number that a start at this time may take.
  ///
  /// @param millis epoch milliseconds
  public static long firstNumberAt(long millis) {
    return millis << SEQUENCE_BITS;
  }

  @Override
  public int compareTo(ExecutionKey other) {
    int byAccount = Integer.compareUnsigned(account, other.account);
    return byAccount != 0 ? byAccount : Long.compareUnsigned(number, other.number);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number * 31 + account);
  }
}
