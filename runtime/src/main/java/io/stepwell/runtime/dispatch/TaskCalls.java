package io.stepwell.runtime.dispatch;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.TaskResource.Pattern;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.runtime.partition.Metrics;
import io.stepwell.runtime.partition.Origin;
import io.stepwell.runtime.partition.UnmadeCall;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.TaskTokens;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Makes the calls that Task states ask for. Each runs on a virtual thread of its own when its
/// resource has room, and is interrupted when the execution no longer wants its result.
public final class TaskCalls implements AutoCloseable {
  /// Takes an outcome back to its execution.
  public interface Outcomes {
    void tell(int partition, ExecutionKey execution, Command command);

    /// There is room for a call that was parked: [#recalled] or [#unwanted] is to answer.
    void recall(int partition, ExecutionKey execution, int task);
  }

  /// Runs calls.
  public interface Runner {
    /// Each on a virtual thread of its own.
    Runner VIRTUAL_THREADS =
        (name, body) -> {
          Thread thread = Thread.ofVirtual().name(name).start(body);
          return thread::interrupt;
        };

    /// Begins to run a call, and returns how to interrupt it.
    Runnable run(String name, Runnable body);
  }

  private record CallId(int partition, ExecutionKey execution, int task) {}

  private final TaskHandlers handlers;
  private final CallRequests requests;
  private final Outcomes outcomes;
  private final Metrics metrics;
  private final Runner runner;
  private final Map<CallId, Call> calls = new ConcurrentHashMap<>();

  /// Jobs' calls that were interrupted and have not returned yet.
  private final Map<CallId, Call> leaving = new ConcurrentHashMap<>();

  private final JobCancellations cancellations;
  private final Map<Line, ResourceQueue> queues = new ConcurrentHashMap<>();
  private final List<UnmadeCall> unmade = new ArrayList<>(); // of the time before close()
  private volatile boolean holding;
  private volatile boolean closing;

  /// What calls wait for together.
  private record Line(String resource, String target) {}

  public TaskCalls(
      TaskHandlers handlers,
      TaskTokens tokens,
      LongSupplier clock,
      Outcomes outcomes,
      Metrics metrics,
      Observer observer,
      Runner runner) {
    this.handlers = handlers;
    this.outcomes = outcomes;
    this.metrics = metrics;
    this.runner = runner;
    requests = new CallRequests(tokens, clock, observer);
    cancellations = new JobCancellations(handlers, requests, outcomes, runner);
  }

  /// Makes a call, now or when its resource has room.
  ///
  /// @param again an earlier process may already have made it, or this one before the execution was
  ///     out of service; a call that is still out goes on
  public void open(Origin origin, Effect.CallTask effect, boolean again) {
    if (again && calls.containsKey(new CallId(origin.partition(), origin.key(), effect.task()))) {
      return;
    }
    String resource = effect.resource().arn();
    TaskHandler handler = handlers.find(resource);
    if (handler == null) {
      tell(origin, CallOutcome.failed(effect, handlers.missing(resource)));
    } else if (effect.handle() != null) {
      await(origin, effect, handler, again);
    } else if (again && !handler.repeatable()) {
      String cause = "the server stopped during the call; its outcome is unknown";
      tell(origin, CallOutcome.failed(effect, cause));
    } else {
      Call call = new Call(origin, effect, handler, again);
      calls.put(call.id(), call);
      metrics.taskCalls.increment();
      queue(call, new Line(resource, handler.target(effect.input())));
    }
  }

  private void queue(Call call, Line line) {
    queues.compute(
        line,
        (_, known) -> {
          ResourceQueue queue = known == null ? new ResourceQueue(() -> leave(line)) : known;
          call.queue = queue;
          queue.add(call);
          return queue;
        });
  }

  /// A queue that is empty is forgotten: targets may be many.
  private void leave(Line line) {
    queues.computeIfPresent(line, (_, queue) -> queue.isIdle() ? null : queue);
  }

  /// Waiting for a job takes no room of those who submit: a job may itself wait for others.
  private void await(Origin origin, Effect.CallTask effect, TaskHandler handler, boolean again) {
    if (handler instanceof JobHandler) {
      Call call = new Call(origin, effect, handler, again);
      calls.put(call.id(), call);
      call.start(() -> {});
    } else {
      tell(origin, CallOutcome.nobodyWaits(effect));
    }
  }

  private static String resourceOf(Effect.CallTask effect) {
    return effect.resource().arn();
  }

  /// Stops a job, once no call of its task is out any more, and tells when that is done.
  public void cancel(Origin origin, Effect.CancelJob effect) {
    Runnable begin = () -> cancellations.begin(origin, effect);
    Call call = leaving.get(new CallId(origin.partition(), origin.key(), effect.task()));
    if (call == null || !call.afterwards(begin)) {
      begin.run();
    }
  }

  /// The result is no longer wanted.
  public void close(Origin origin, Effect.CallTask effect) {
    Call call = calls.remove(new CallId(origin.partition(), origin.key(), effect.task()));
    if (call != null) {
      call.cancel();
    }
  }

  /// Whether the call waits for room, and needs nothing of its execution until there is some.
  public boolean park(Origin origin, Effect.CallTask effect) {
    Call call = calls.get(new CallId(origin.partition(), origin.key(), effect.task()));
    return call != null && call.park();
  }

  /// A parked call has its turn.
  public void recalled(Origin origin, Effect.CallTask effect) {
    Call call = calls.get(new CallId(origin.partition(), origin.key(), effect.task()));
    if (call != null) {
      call.recalled(origin, effect);
    }
  }

  /// A parked call had its turn when nobody wanted it any more.
  public void unwanted(int partition, ExecutionKey execution, int task) {
    Call call = calls.remove(new CallId(partition, execution, task));
    if (call != null) {
      call.cancel();
    }
  }

  /// How many calls are out or wait for room.
  public int size() {
    return calls.size();
  }

  /// How many targets of resources have calls that are out or wait for room.
  public int targets() {
    return queues.size();
  }

  /// From now on no call of a standard execution is begun: the next process makes those. The calls of
  /// express executions go on, as these would begin anew there.
  public void hold() {
    holding = true;
  }

  /// How many calls are out whose answers are worth waiting for. Those that wait for a job are not: the
  /// next process waits on.
  public int underWay() {
    return (int) calls.values().stream().filter(Call::isUnderWay).count();
  }

  /// The calls that were never begun, once nothing opens any more: they may be made whatever their
  /// handlers say of repeating.
  public List<UnmadeCall> unmade() {
    List<UnmadeCall> all = new ArrayList<>(unmade);
    calls.values().forEach(call -> call.cancelInto(all));
    return all;
  }

  /// Interrupts what is out. Nothing is told of it: the next process makes these calls again.
  @Override
  public void close() {
    closing = true;
    calls.values().forEach(call -> call.cancelInto(unmade));
    calls.clear();
    cancellations.close();
  }

  private void tell(Origin origin, Command command) {
    outcomes.tell(origin.partition(), origin.key(), command);
  }

  /// What a call is made of, by the execution that wants it.
  private record Wanted(Origin origin, Effect.CallTask effect) {}

  /// One call, from the queue of its resource to its outcome. While it waits there it can be parked:
  /// then it is little more than its place in the queue, and what it is made of comes when its turn has.
  private final class Call implements ResourceQueue.Entry {
    private final CallId id;
    private final TaskHandler handler;
    private final boolean again;
    private final boolean sync;
    private final boolean awaiting;
    private @Nullable Wanted wanted; // null while it is parked
    private @Nullable Runnable room; // to be given back; not null while a parked one is asked for
    private volatile @Nullable ResourceQueue queue; // null for one that takes no room
    private @Nullable Runnable interrupter;
    private @Nullable Runnable afterwards;
    private boolean cancelled;
    private boolean ended;

    Call(Origin origin, Effect.CallTask effect, TaskHandler handler, boolean again) {
      this.id = new CallId(origin.partition(), origin.key(), effect.task());
      this.wanted = new Wanted(origin, effect);
      this.handler = handler;
      this.again = again;
      this.sync = effect.resource().pattern() == Pattern.SYNC;
      this.awaiting = effect.handle() != null;
    }

    CallId id() {
      return id;
    }

    @Override
    public int maxConcurrency() {
      return handler.maxConcurrency();
    }

    @Override
    public synchronized boolean start(Runnable ended) {
      if (cancelled || isHeld()) {
        return false;
      }
      Wanted known = wanted;
      if (known == null) {
        room = ended;
        outcomes.recall(id.partition(), id.execution(), id.task());
      } else {
        run(known, ended);
      }
      return true;
    }

    private boolean isHeld() {
      return closing || (holding && id.partition() != Tables.EXPRESS_PARTITION);
    }

    synchronized boolean isUnderWay() {
      return interrupter != null && !ended && !awaiting;
    }

    /// Cancels it, and adds it to those that were never begun if it is one.
    void cancelInto(List<UnmadeCall> never) {
      if (!begun() && !again && !awaiting && id.partition() != Tables.EXPRESS_PARTITION) {
        never.add(new UnmadeCall(id.partition(), id.execution(), id.task()));
      }
      cancel();
    }

    private synchronized boolean begun() {
      return interrupter != null;
    }

    private void run(Wanted known, Runnable ended) {
      String name = "task-" + resourceOf(known.effect());
      interrupter = runner.run(name, () -> makeThen(known, ended));
    }

    synchronized boolean park() {
      if (wanted != null && interrupter == null && !cancelled) {
        wanted = null;
        metrics.parkedCalls.increment();
      }
      return wanted == null;
    }

    synchronized void recalled(Origin origin, Effect.CallTask effect) {
      Runnable taken = room;
      if (taken != null && !isHeld()) {
        room = null;
        Wanted known = new Wanted(origin, effect);
        wanted = known;
        run(known, taken);
      }
    }

    void cancel() {
      Runnable taken = cancelled();
      if (taken != null) {
        taken.run();
      }
      ResourceQueue waitedIn = queue;
      if (waitedIn != null) {
        waitedIn.remove(this);
      }
    }

    /// The room that it had and did not use yet.
    private synchronized @Nullable Runnable cancelled() {
      cancelled = true;
      Runnable taken = room;
      room = null;
      Runnable interrupt = interrupter;
      if (interrupt != null) {
        if (!ended && sync) {
          leaving.put(id, this);
        }
        interrupt.run();
      }
      return taken;
    }

    /// Runs the action when this call has returned; false when it has already.
    synchronized boolean afterwards(Runnable action) {
      if (!ended) {
        afterwards = action;
      }
      return !ended;
    }

    private void makeThen(Wanted known, Runnable next) {
      try {
        make(known);
      } finally {
        next.run();
        Runnable action = end();
        if (action != null) {
          action.run();
        }
      }
    }

    private synchronized @Nullable Runnable end() {
      ended = true;
      leaving.remove(id, this);
      return afterwards;
    }

    private void make(Wanted known) {
      Command outcome = outcome(known);
      if (outcome != null && calls.remove(id, this) && !closing) {
        tell(known.origin(), outcome);
      }
    }

    /// Null when nobody wants it any more.
    private @Nullable Command outcome(Wanted known) {
      TaskCall call = requests.of(known.origin(), known.effect(), again);
      return CallOutcome.of(known.effect(), handler, call, this::isWanted);
    }

    private synchronized boolean isWanted() {
      return !cancelled;
    }
  }
}
