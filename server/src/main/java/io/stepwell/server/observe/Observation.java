package io.stepwell.server.observe;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.node.LocalOrchestrator;
import io.stepwell.runtime.observe.MachineSettings;
import io.stepwell.runtime.observe.Observed;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything in a server that observes its executions.
public final class Observation implements Observer {
  private final ExecutionLogs logs;
  private final @Nullable Tracing tracing;
  private final @Nullable Webhook webhook;
  private final List<Observer> others;
  private final ExecutionMetrics metrics = new ExecutionMetrics();
  private volatile @Nullable Machines machines;
  private volatile @Nullable EngineMetrics engine;

  /// @param tracing null when nothing is traced
  /// @param webhook null when changes of status are told to nobody
  /// @param others see the same
  public Observation(
      ExecutionLogs logs,
      @Nullable Tracing tracing,
      @Nullable Webhook webhook,
      List<Observer> others) {
    this.logs = logs;
    this.tracing = tracing;
    this.webhook = webhook;
    this.others = List.copyOf(others);
  }

  /// The orchestrator runs.
  public void begin(LocalOrchestrator orchestrator, Store store) {
    engine = new EngineMetrics(orchestrator, store);
    if (tracing != null) {
      tracing.begin(orchestrator);
    }
    if (webhook != null) {
      webhook.begin(orchestrator.statusChanges());
    }
  }

  /// All metrics in the text form of Prometheus.
  public void writeMetrics(StringBuilder text) {
    MetricsText out = new MetricsText(text);
    metrics.write(out);
    EngineMetrics known = engine;
    if (known != null) {
      known.write(out);
    }
    logs.write(out);
    if (tracing != null) {
      tracing.write(out);
    }
    if (webhook != null) {
      webhook.write(out);
    }
  }

  @Override
  public void open(Machines catalog) {
    machines = catalog;
    logs.open(catalog);
  }

  @Override
  public void events(Observed execution, List<Stamped> events) {
    metrics.events(execution, events);
    for (Observer other : others) {
      Observer.show(other, execution, events);
    }
    Machines known = machines;
    if (known != null) {
      MachineSettings settings = known.of(execution.start());
      if (settings.logGroupArn() != null) {
        logs.events(execution, settings, events);
      }
      if (tracing != null && settings.traced()) {
        tracing.events(execution, events);
      }
    }
    if (webhook != null && mayChangeStatus(events)) {
      webhook.wake();
    }
  }

  private static boolean mayChangeStatus(List<Stamped> events) {
    for (Stamped event : events) {
      if (event.event() instanceof Event.ExecutionStarted
          || event.event() instanceof Event.ExecutionSucceeded
          || event.event() instanceof Event.ExecutionFailed
          || event.event() instanceof Event.ExecutionAborted
          || event.event() instanceof Event.ExecutionTimedOut
          || event.event() instanceof Event.ExecutionRedriven) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void billed(Start start, long millis, long megabytes) {
    metrics.billed(start, millis, megabytes);
  }

  @Override
  public boolean hasLogGroup(Account account, String arn) {
    return logs.accepts(account.id(), arn);
  }

  @Override
  public @Nullable String traceHeader(Start start, int task) {
    Machines known = machines;
    return tracing != null && known != null && known.of(start).traced()
        ? tracing.header(start, task)
        : start.traceHeader();
  }

  @Override
  public boolean tellsStatus() {
    return webhook != null;
  }
}
