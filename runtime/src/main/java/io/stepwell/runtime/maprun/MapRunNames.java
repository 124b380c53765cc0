package io.stepwell.runtime.maprun;

import io.stepwell.runtime.storage.ExecutionName;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// What map runs and their children are called: `…:mapRun:NAME/LABEL:ID`.
public final class MapRunNames {
  private MapRunNames() {}

  /// The name in an ARN that was made here: machine with label, and id. It decides the partition.
  public static ExecutionName of(int account, String mapRunArn) {
    String[] parts = mapRunArn.split(":", 8);
    return new ExecutionName(account, parts[6], parts[7]);
  }

  /// What a run's children are listed under, in place of a machine's name: no machine is called so.
  public static String listOwner(ExecutionName run) {
    return run.stateMachine() + ":" + run.name();
  }

  /// What a standard child is found under: one for all attempts.
  public static ExecutionName childName(ExecutionName run, int index) {
    return new ExecutionName(run.account(), run.stateMachine(), child(run, index, ""));
  }

  /// What an express child is found under: another one for each attempt.
  public static ExecutionName expressName(ExecutionName run, int index, int attempt) {
    return new ExecutionName(
        run.account(),
        run.stateMachine(),
        child(run, index, part("", attempt)) + ":" + child(run, index, part("express", attempt)));
  }

  /// What tells the two ids of an express child's attempt apart.
  private static String part(String which, int attempt) {
    return attempt == 0 ? which : which + "/" + attempt;
  }

  /// A child's name: the same whenever it is made, so that a start can be repeated.
  private static String child(ExecutionName run, int index, String part) {
    String seed = listOwner(run) + "#" + index + part;
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
