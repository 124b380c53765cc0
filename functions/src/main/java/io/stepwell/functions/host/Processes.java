package io.stepwell.functions.host;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ends of processes.
final class Processes {
  private static final Logger LOG = LoggerFactory.getLogger(Processes.class);

  private Processes() {}

  /// Kills a process with its children. The children are listed first: of a dead parent they could
  /// no longer be found.
  static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /// Does something when a process has ended. An exception in there would otherwise go unseen.
  static void whenEnded(Process process, Consumer<Process> action) {
    var _ =
        process
            .onExit()
            .thenAccept(action)
            .exceptionally(
                failure -> {
                  LOG.error("After the end of process {}", process.pid(), failure);
                  return null;
                });
  }
}
