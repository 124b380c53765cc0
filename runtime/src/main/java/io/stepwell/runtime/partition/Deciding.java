package io.stepwell.runtime.partition;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.decide.Decision;
import io.stepwell.engine.decide.SlowStep;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.TaskRun;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.partition.LiveExecution.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes commands to executions in memory: decides, has the events recorded, and arranges what the
/// execution needs next. What fails here takes that one execution out of service.
final class Deciding {
  private static final Logger LOG = LoggerFactory.getLogger(Deciding.class);

  private final PartitionServices services;
  private final RandomGenerator random;
  private final Residents residents;
  private final Recorder recorder;
  private final Alarm alarm;
  private final Quarantine quarantine;
  private final Consumer<Message> inbox;
  private final long openedAt;

  /// @param inbox takes messages from inside, from any thread
  Deciding(
      PartitionServices services,
      RandomGenerator random,
      Residents residents,
      Recorder recorder,
      Alarm alarm,
      Quarantine quarantine,
      Consumer<Message> inbox) {
    this.services = services;
    this.random = random;
    this.residents = residents;
    this.recorder = recorder;
    this.alarm = alarm;
    this.quarantine = quarantine;
    this.inbox = inbox;
    this.openedAt = services.clock().getAsLong();
  }

  /// Handles a command now, or when the slow step that is under way is done.
  void run(Turn turn, LiveExecution live, Command command, Reaction reaction) {
    if (live.busy) {
      live.queue(command, reaction);
      return;
    }
    if (command instanceof Command.Continue) {
      live.continuing = false;
    }
    ExecutionState state = live.state;
    long before = state.transitions();
    try {
      long now = services.clock().getAsLong();
      List<Stamped> events = new ArrayList<>();
      if (command instanceof Command.FireTimers) {
        spareSilentTasks(live, now, events);
      }
      Decision decision =
          services.decider().handle(live.plan, state, command, now, random, live.surroundings);
      settle(turn, live, decision, events, before, now);
      Rejection rejection = decision.rejection();
      if (rejection != null) {
        services.metrics().rejections.increment();
      }
      reaction.decided(turn, state, rejection);
    } catch (RuntimeException | StackOverflowError e) {
      Quarantine.failOnStore(e);
      outOfService(turn, live, reaction, e);
    }
  }

  /// Records a decision, and arranges what the execution needs next.
  private void settle(
      Turn turn,
      LiveExecution live,
      Decision decision,
      List<Stamped> earlier,
      long transitionsBefore,
      long now) {
    List<Stamped> events = decision.events();
    if (!earlier.isEmpty()) {
      earlier.addAll(events);
      events = earlier;
    }
    boolean starved = decision.starved();
    ExecutionState state = live.state;
    if (state.transitions() != transitionsBefore && deleting(live) && !state.status().closed()) {
      Decision end = stopDeleted(live, now);
      events = new ArrayList<>(events);
      events.addAll(end.events());
      starved = false;
    }
    if (!events.isEmpty()) {
      recorder.record(turn, live, events, transitionsBefore);
      if (alarm.overlooks(live.timerDue)) {
        inbox.accept(new Message.Tell(live.key, new Command.FireTimers()));
      }
    }
    if (starved) {
      decideSlowly(live, now);
    } else if (state.nextReady() != null) {
      goOn(live);
    }
    if (!events.isEmpty() || starved) {
      residents.settled(live, now);
    }
  }

  private boolean deleting(LiveExecution live) {
    return services.catalog().deleting(live.key.account(), live.name.stateMachine());
  }

  /// AWS ends the executions of a deleted machine at their next transition.
  private Decision stopDeleted(LiveExecution live, long now) {
    Command stop = new Command.StopExecution(new ErrorOutput(null, null));
    return services.decider().handle(live.plan, live.state, stop, now, random, live.surroundings);
  }

  /// After an outage nobody could send heartbeats: what fell silent meanwhile gets one more interval.
  private void spareSilentTasks(LiveExecution live, long now, List<Stamped> events) {
    for (Lane lane : List.copyOf(live.state.lanes())) {
      TaskRun task = lane.task();
      Long missed = task == null ? null : task.heartbeatAt();
      Long seconds = task == null ? null : task.heartbeatSeconds();
      if (task == null || missed == null || seconds == null || missed > now) {
        continue;
      }
      if (missed - seconds * 1000 < openedAt) {
        Command beat = new Command.HeartbeatTask(task.task());
        events.addAll(
            services
                .decider()
                .handle(live.plan, live.state, beat, now, random, live.surroundings)
                .events());
      }
    }
  }

  /// Lets the execution go on with its ready lanes, after others.
  void goOn(LiveExecution live) {
    if (!live.continuing) {
      live.continuing = true;
      inbox.accept(new Message.Tell(live.key, new Command.Continue()));
    }
  }

  private void decideSlowly(LiveExecution live, long now) {
    live.busy = true;
    // Decided on another thread: with a generator of its own, drawn from the seed as all else.
    RandomGenerator own = new SplittableRandom(random.nextLong());
    services.metrics().slowDecisions.increment();
    services.slow().execute(() -> inbox.accept(slowStep(live, now, own)));
  }

  private Message slowStep(LiveExecution live, long now, RandomGenerator own) {
    try {
      SlowStep step =
          services.decider().decideSlowly(live.plan, live.state, now, own, live.surroundings);
      return new Message.Resume(live, step, null);
    } catch (RuntimeException | StackOverflowError e) {
      return new Message.Resume(live, null, e);
    }
  }

  /// Goes on with a slow step that has been decided, and with the commands that waited for it.
  void resume(Turn turn, Message.Resume resume) {
    LiveExecution live = resume.live();
    ExecutionState state = live.state;
    live.busy = false;
    long before = state.transitions();
    try {
      SlowStep step = resume.step();
      if (step == null) {
        throw new IllegalStateException("a slow step failed", resume.failure());
      }
      long now = services.clock().getAsLong();
      Decision decision =
          services.decider().resume(live.plan, state, step, now, random, live.surroundings);
      settle(turn, live, decision, new ArrayList<>(), before, now);
    } catch (RuntimeException | StackOverflowError e) {
      Quarantine.failOnStore(e);
      outOfService(turn, live, Reaction.NONE, e);
      return;
    }
    while (!live.busy) {
      Waiting next = live.nextWaiting();
      if (next == null) {
        return;
      }
      run(turn, live, next.command(), next.reaction());
    }
  }

  private void outOfService(Turn turn, LiveExecution live, Reaction reaction, Throwable cause) {
    residents.remove(live);
    boolean known = live.segments > 0;
    if (known) {
      services.metrics().quarantined.increment();
      quarantine.add(turn, live.key, "'" + live.name.name() + "'", cause);
    } else {
      LOG.error(
          "Execution {} could not be started: {}",
          live.name.name(),
          Quarantine.sentence(cause),
          cause);
    }
    CallerException refusal = Quarantine.refusal(live.name, Quarantine.sentence(cause));
    reaction.refused(turn, refusal);
    refuseWaiting(turn, live, refusal);
  }

  /// Answers the commands that wait for a slow step.
  static void refuseWaiting(Turn turn, LiveExecution live, CallerException refusal) {
    for (Waiting next = live.nextWaiting(); next != null; next = live.nextWaiting()) {
      next.reaction().refused(turn, refusal);
    }
  }
}
