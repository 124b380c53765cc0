package io.stepwell.server.observe;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.observe.MachineSettings;
import io.stepwell.runtime.observe.Observer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything in a server that observes its executions.
public final class Observation implements Observer {
  private final ExecutionLogs logs;
  private final List<Observer> others;
  private volatile @Nullable Machines machines;

  /// @param others see the same
  public Observation(ExecutionLogs logs, List<Observer> others) {
    this.logs = logs;
    this.others = List.copyOf(others);
  }

  @Override
  public void open(Machines catalog) {
    machines = catalog;
    logs.open(catalog);
  }

  @Override
  public void events(Start start, int redrives, List<Stamped> events) {
    for (Observer other : others) {
      Observer.show(other, start, redrives, events);
    }
    Machines known = machines;
    if (known == null) {
      return;
    }
    MachineSettings settings = known.of(start);
    if (settings.logGroupArn() != null) {
      logs.events(start, settings, redrives, events);
    }
  }

  @Override
  public boolean hasLogGroup(Account account, String arn) {
    return logs.accepts(account.id(), arn);
  }
}
