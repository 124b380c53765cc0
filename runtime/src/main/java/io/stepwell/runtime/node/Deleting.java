package io.stepwell.runtime.node;

import io.stepwell.runtime.catalog.Machine;
import io.stepwell.runtime.partition.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees machines that are being deleted to their end: when no execution of theirs runs any more,
/// they are gone and their names free.
final class Deleting {
  private static final Logger LOG = LoggerFactory.getLogger(Deleting.class);

  private final Machinery machinery;

  Deleting(Machinery machinery) {
    this.machinery = machinery;
  }

  /// An execution of such a machine has ended. Called where nothing may wait.
  void ended(Origin origin) {
    String machine = origin.start().identity().stateMachine();
    Thread.ofVirtual()
        .name("deleting-" + machine)
        .start(() -> endIfEmpty(origin.key().account(), machine));
  }

  /// Machines whose deletion the last process began.
  void resume() {
    for (Machine machine : machinery.catalog.stateMachines().beingDeleted()) {
      endIfEmpty(machine.accountNumber(), machine.name());
    }
  }

  void endIfEmpty(int account, String machine) {
    try {
      if (!machinery.lists.anyRunning(account, machine)) {
        machinery.catalog.stateMachines().endDelete(account, machine);
      }
    } catch (RuntimeException e) {
      LOG.warn("Machine {} could not be deleted yet: {}", machine, e.toString());
    }
  }
}
