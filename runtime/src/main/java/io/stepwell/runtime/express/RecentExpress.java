package io.stepwell.runtime.express;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The express executions that began last, with their events, in memory: what a person sees of them
/// while there is no log. Bounded in all directions; what began first is forgotten first.
public final class RecentExpress {
  private final ExpressBounds.Recent bounds;
  private final Map<Machine, ArrayDeque<Trace>> byMachine = new HashMap<>(); // guarded by this
  private final LinkedHashSet<Trace> inOrder = new LinkedHashSet<>(); // guarded by this
  private long bytes; // guarded by this

  private record Machine(int account, String name) {}

  /// What is remembered of one execution, running or not.
  ///
  /// @param events from the first on
  /// @param complete whether these are all its events so far; otherwise the later ones were too many
  public record Remembered(Start start, List<Stamped> events, boolean complete) {}

  RecentExpress(ExpressBounds.Recent bounds) {
    this.bounds = bounds;
  }

  /// The events of one execution. Guarded by the window.
  static final class Trace {
    private final Machine machine;
    private final Start start;
    private final List<List<Stamped>> slices = new ArrayList<>(1);
    private long bytes;
    private boolean complete = true;
    private boolean added;
    private boolean forgotten;

    Trace(int account, Start start) {
      this.machine = new Machine(account, start.identity().stateMachine());
      this.start = start;
    }

    String arn() {
      return start.identity().arn();
    }

    private Remembered remembered() {
      List<Stamped> events = new ArrayList<>();
      slices.forEach(events::addAll);
      return new Remembered(start, events, complete);
    }
  }

  /// Takes note of events that have just happened. The first and the last slice are always
  /// taken: with what it began, and how it ended.
  void record(Trace trace, List<Stamped> events, boolean last) {
    long weight = EventWeight.of(events);
    synchronized (this) {
      if (trace.forgotten) {
        return;
      }
      if (!trace.added) {
        add(trace);
      }
      if (last || trace.slices.isEmpty() || trace.bytes + weight <= bounds.bytesOfOne()) {
        trace.slices.add(events);
        trace.bytes += weight;
        bytes += weight;
      } else {
        trace.complete = false;
      }
      while (bytes > bounds.bytes() || inOrder.size() > bounds.executions()) {
        forget(inOrder.getFirst());
      }
    }
  }

  private void add(Trace trace) {
    trace.added = true;
    inOrder.add(trace);
    ArrayDeque<Trace> own = byMachine.computeIfAbsent(trace.machine, _ -> new ArrayDeque<>());
    own.addLast(trace);
    if (own.size() > bounds.ofOneMachine()) {
      forget(own.getFirst());
    }
  }

  private void forget(Trace trace) {
    trace.forgotten = true;
    inOrder.remove(trace);
    trace.slices.clear();
    bytes -= trace.bytes;
    ArrayDeque<Trace> own = Objects.requireNonNull(byMachine.get(trace.machine));
    own.remove(trace); // it is the first of them
    if (own.isEmpty()) {
      byMachine.remove(trace.machine);
    }
  }

  /// Those of one machine, newest first.
  ///
  /// @param account its number in keys
  public synchronized List<Remembered> list(int account, String stateMachine, int max) {
    List<Remembered> found = new ArrayList<>();
    ArrayDeque<Trace> own = byMachine.get(new Machine(account, stateMachine));
    Iterator<Trace> newest = own == null ? List.<Trace>of().iterator() : own.descendingIterator();
    while (newest.hasNext() && found.size() < max) {
      found.add(newest.next().remembered());
    }
    return found;
  }

  /// The one of this ARN, or null when it is not remembered.
  ///
  /// @param account its number in keys
  public synchronized @Nullable Remembered find(
      int account, String stateMachine, String executionArn) {
    ArrayDeque<Trace> own = byMachine.get(new Machine(account, stateMachine));
    if (own != null) {
      for (Trace trace : own) {
        if (trace.arn().equals(executionArn)) {
          return trace.remembered();
        }
      }
    }
    return null;
  }
}
