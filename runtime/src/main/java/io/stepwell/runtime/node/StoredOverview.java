package io.stepwell.runtime.node;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Overview;
import io.stepwell.runtime.catalog.ActivityEntry;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.catalog.Machine;
import io.stepwell.runtime.catalog.StateMachines;
import io.stepwell.runtime.express.RecentExpress.Remembered;
import io.stepwell.runtime.overview.Counters;
import io.stepwell.runtime.overview.NamedSearch;
import io.stepwell.runtime.overview.Offers;
import io.stepwell.runtime.overview.RunningTasks;
import io.stepwell.runtime.partition.Partition;
import io.stepwell.runtime.partition.StoredState;
import io.stepwell.runtime.query.Executions;
import io.stepwell.runtime.query.Executions.Found;
import io.stepwell.runtime.query.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The overview of a process that holds all partitions of its store.
final class StoredOverview implements Overview {
  private final Machinery machinery;
  private final RecentExecutions recent;
  private final Pages pages;
  private final Counters counters;
  private final RunningTasks tasks;
  private final Offers offers;

  StoredOverview(Machinery machinery, RecentExecutions recent, Pages pages) {
    this.machinery = machinery;
    this.recent = recent;
    this.pages = pages;
    int partitions = machinery.installation.partitions();
    counters = new Counters(machinery.store, partitions);
    offers = new Offers(machinery.store, partitions);
    tasks =
        new RunningTasks(
            machinery.store,
            partitions,
            machinery.taskTokens,
            machinery.pageTokens,
            machinery.clock);
  }

  @Override
  public Page<MachineNumbers> machines(
      Account account, String namePart, int fromHour, int max, @Nullable String after) {
    String part = namePart.toLowerCase(Locale.ROOT);
    Page<Machine> found =
        pages.page(
            "machines " + account + " " + part,
            max,
            after,
            (place, count) ->
                machinery
                    .catalog
                    .stateMachines()
                    .named(account, part, place == null ? "" : place, count),
            Machine::name);
    List<MachineNumbers> numbers =
        found.items().stream().map(machine -> numbers(machine, fromHour)).toList();
    return new Page<>(numbers, found.nextToken());
  }

  private MachineNumbers numbers(Machine machine, int fromHour) {
    Counts counts =
        counters.hours(machine, fromHour, Integer.MAX_VALUE, false).stream()
            .map(Hour::counts)
            .reduce(Counts.NONE, Counts::plus);
    if (machine.type() == Orchestrator.Type.EXPRESS) {
      List<Execution> known = recent.list(machine.arn(), MAX_COUNTED);
      int running = (int) known.stream().filter(one -> !one.status().closed()).count();
      long last = known.isEmpty() ? 0 : known.getFirst().startedAt();
      return new MachineNumbers(StateMachines.listed(machine), counts, running, false, last);
    }
    Counters.Executions executions = counters.executions(machine);
    return new MachineNumbers(
        StateMachines.listed(machine),
        counts,
        Math.min(executions.running(), MAX_COUNTED),
        executions.running() > MAX_COUNTED,
        executions.lastStartedAt());
  }

  @Override
  public List<Hour> hours(Account account, String stateMachineArn, int from, int to) {
    return counters.hours(machine(stateMachineArn), from, to, true);
  }

  private Machine machine(String arn) {
    return machinery.catalog.stateMachines().existing(Arn.parseStateMachine(arn).machine());
  }

  @Override
  public Work work(Account account, String executionArn) {
    if (executionArn.contains(":" + Arn.EXPRESS + ":")) {
      return expressWork(executionArn);
    }
    Found found = machinery.executions.find(executionArn);
    StoredState stored = StoredState.read(machinery.store, found.partition(), found.row().key());
    if (stored == null) {
      throw Executions.missing(executionArn);
    }
    return new Work(
        false,
        found.row().status(),
        stored.state().transitions(),
        found.row().startedAt(),
        found.row().stoppedAt(),
        definition(stored.state().start()));
  }

  private Work expressWork(String executionArn) {
    Execution execution = recent.find(executionArn).execution();
    Remembered remembered = recent.remembered(executionArn);
    long transitions =
        remembered.events().stream().map(Stamped::event).filter(StoredOverview::counts).count();
    return new Work(
        true,
        execution.status(),
        transitions,
        execution.startedAt(),
        execution.stoppedAt(),
        definition(remembered.start()));
  }

  private static boolean counts(Event event) {
    return event instanceof Event.StateEntered || event instanceof Event.RetryScheduled;
  }

  private String definition(Start start) {
    return machinery.catalog.definitions().text(start.definitionHash());
  }

  @Override
  public Page<Execution> search(Account account, Search search, int max, @Nullable String after) {
    Machine machine = machine(search.stateMachineArn());
    if (machine.type() == Orchestrator.Type.EXPRESS) {
      throw new CallerException(
          ErrorCode.STATE_MACHINE_TYPE_NOT_SUPPORTED,
          "This operation is not supported by this type of state machine");
    }
    return machinery.lists.search(machine, search, Pages.size(max), after);
  }

  @Override
  public NamedExecutions named(Account account, NameSearch search, int max) {
    List<Machine> machines =
        machinery.catalog.stateMachines().named(account, "", "", NamedSearch.MAX_MACHINES + 1);
    NamedSearch found =
        new NamedSearch(machinery.store, machinery.installation.partitions(), search);
    for (Machine machine :
        machines.subList(0, Math.min(machines.size(), NamedSearch.MAX_MACHINES))) {
      if (machine.type() == Orchestrator.Type.EXPRESS) {
        found.add(recent.list(machine.arn(), MAX_COUNTED));
      } else {
        found.addOf(machine);
      }
    }
    return found.result(max, machines.size() > NamedSearch.MAX_MACHINES);
  }

  @Override
  public WaitingTasks waitingTasks(
      Account account, @Nullable String stateMachineArn, int max, @Nullable String after) {
    Integer number = machinery.catalog.accountNumber(account);
    if (stateMachineArn != null) {
      Machine machine = machine(stateMachineArn);
      return tasks.list(machine.accountNumber(), machine.name(), max, after);
    }
    return number == null
        ? new WaitingTasks(List.of(), 0, null)
        : tasks.list(number, null, max, after);
  }

  @Override
  public ActivityOverview activity(
      Account account, String activityArn, int max, @Nullable String after) {
    ActivityEntry activity = machinery.catalog.activities().existing(activityArn);
    String question = "activity " + activityArn;
    long now = machinery.clock.getAsLong();
    Offers.Found found =
        offers.list(
            activity,
            max,
            after == null ? null : machinery.pageTokens.position(question, after, now));
    byte[] next = found.after();
    return new ActivityOverview(
        machinery.catalog.activities().describe(activityArn),
        machinery.activityTasks.polling(activityArn),
        machinery.activityTasks.workers(activityArn),
        found.tasks(),
        next == null ? null : machinery.pageTokens.token(question, next, now));
  }

  @Override
  public List<Quarantined> quarantined() {
    List<Quarantined> all = new ArrayList<>();
    for (QuarantineDesk.Quarantined one : new QuarantineDesk(machinery).quarantined()) {
      all.add(new Quarantined(one.executionArn(), one.reason()));
    }
    return all;
  }

  @Override
  public boolean retryQuarantined(String executionArn) {
    return new QuarantineDesk(machinery).retry(executionArn);
  }

  @Override
  public boolean abortQuarantined(String executionArn) {
    return new QuarantineDesk(machinery).abort(executionArn);
  }

  @Override
  public int runningExpress() {
    return machinery.express.running();
  }

  @Override
  public int inboxDepth() {
    return machinery.partitions.all().stream().mapToInt(Partition::inboxSize).sum();
  }
}
