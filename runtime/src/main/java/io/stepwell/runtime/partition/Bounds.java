package io.stepwell.runtime.partition;

import java.time.Duration;

/// The bounds of one partition; each is ours.
///
/// @param outsideCommands so many commands from outside wait at most; more are refused
/// @param commandsPerTurn a turn handles so many before it ends in a batch
/// @param bytesPerTurn or until its batch has about so many bytes
/// @param idle what only waits leaves memory after this time
/// @param resting so many executions that only wait stay in memory at most
/// @param snapshotTail so many bytes of segments behind the last snapshot are read again rather than
///     a snapshot written
/// @param timersPerMark after so many deadlines the place where scans for them begin is stored
public record Bounds(
    int outsideCommands,
    int commandsPerTurn,
    long bytesPerTurn,
    Duration idle,
    int resting,
    int snapshotTail,
    int timersPerMark) {
  public static final Bounds DEFAULT =
      new Bounds(4_096, 128, 1 << 20, Duration.ofSeconds(2), 4_096, 4_096, 256);
}
