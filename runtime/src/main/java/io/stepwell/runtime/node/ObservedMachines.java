package io.stepwell.runtime.node;

import io.stepwell.engine.Identity;
import io.stepwell.engine.Start;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.catalog.Catalog;
import io.stepwell.runtime.catalog.Machine;
import io.stepwell.runtime.catalog.Machine.Revision;
import io.stepwell.runtime.catalog.Machine.Version;
import io.stepwell.runtime.observe.MachineSettings;
import io.stepwell.runtime.observe.Observer;
import org.jspecify.annotations.Nullable;

/// The machines of the catalog, for whoever observes their executions.
final class ObservedMachines implements Observer.Machines {
  private final Machinery machinery;

  ObservedMachines(Machinery machinery) {
    this.machinery = machinery;
  }

  /// Of the published version where an execution runs one, otherwise as the machine is now.
  @Override
  public MachineSettings of(Start start) {
    Catalog catalog = machinery.catalog;
    Machine machine = catalog.machine(account(start), machineName(start));
    if (machine == null) {
      return MachineSettings.NONE;
    }
    Revision revision = machine.revision();
    String versionArn = start.versionArn();
    if (versionArn != null) {
      Version version = machine.version(versionArn.substring(versionArn.lastIndexOf(':') + 1));
      revision = version == null ? revision : version.revision();
    }
    return revision.logging() == null && revision.tracing() == null
        ? MachineSettings.NONE
        : MachineSettings.of(revision.logging(), revision.tracing());
  }

  @Override
  public void logged(Start start, long at, long bytes) {
    Integer account = machinery.catalog.accountNumber(account(start));
    if (account != null) {
      machinery.express.countLogged(account, machineName(start), at, bytes);
    }
  }

  /// @throws CallerException InvalidLoggingConfiguration when the destination is not there
  static void checkDestination(Observer observer, Account account, @Nullable Object logging) {
    String group = MachineSettings.logGroup(logging);
    if (group != null && !observer.hasLogGroup(account, group)) {
      throw new CallerException(
          ErrorCode.INVALID_LOGGING_CONFIGURATION,
          "Invalid Logging Configuration: Log Destination not found.");
    }
  }

  private static Account account(Start start) {
    Identity identity = start.identity();
    return new Account(identity.partition(), identity.region(), identity.account());
  }

  /// Children of a map run have a label behind their machine's name.
  private static String machineName(Start start) {
    String name = start.identity().stateMachine();
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }
}
