package io.stepwell.runtime.storage;

import io.stepwell.engine.Identity;

/// Names an execution as its ARN does. Decides its partition, so that the name check, describe, stop
/// and history are local to one partition.
///
/// @param account the number that the catalog gave the account
/// @param stateMachine the machine's name
/// @param name the execution's; of an express execution also the last part of its ARN
public record ExecutionName(int account, String stateMachine, String name) {
  public static ExecutionName of(int account, Identity identity) {
    String express = identity.expressId();
    return new ExecutionName(
        account,
        identity.stateMachine(),
        express == null ? identity.name() : identity.name() + ":" + express);
  }

  /// The partition it lives in. Part of the stored format: FNV-1a over the characters, mixed.
  ///
  /// @param partitions how many the data directory was made with
  public int partition(int partitions) {
    long hash = 0xcbf29ce484222325L ^ account;
    hash = mix(hash, stateMachine);
    hash = (hash ^ 0xFFFF) * 0x100000001b3L;
    hash = mix(hash, name);
    hash ^= hash >>> 32;
    return (int) Long.remainderUnsigned(hash, partitions);
  }

  private static long mix(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
