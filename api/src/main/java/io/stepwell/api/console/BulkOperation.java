package io.stepwell.api.console;

import io.stepwell.api.protocol.JsonOut;
import org.jspecify.annotations.Nullable;

/// Many executions stopped or redriven, one after the other. RUNNING until it is DONE, CANCELLED or
/// FAILED.
final class BulkOperation {
  enum Action {
    STOP,
    REDRIVE
  }

  enum State {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  private final String id;
  private final Action action;
  private final String machine;
  private final long startedAt;
  private State state = State.RUNNING; // all of these are guarded by this
  private int seen;
  private int done;
  private int refused;
  private long endedAt;
  private @Nullable String lastRefusal;
  private @Nullable String reason;

  BulkOperation(String id, Action action, String machine, long startedAt) {
    this.id = id;
    this.action = action;
    this.machine = machine;
    this.startedAt = startedAt;
  }

  String id() {
    return id;
  }

  String machine() {
    return machine;
  }

  Action action() {
    return action;
  }

  synchronized boolean isRunning() {
    return state == State.RUNNING;
  }

  synchronized int seen() {
    return seen;
  }

  synchronized void succeeded() {
    seen++;
    done++;
  }

  synchronized void refused(String why) {
    seen++;
    refused++;
    lastRefusal = why;
  }

  /// Ends it, unless it has ended.
  synchronized void end(State end, @Nullable String why, long at) {
    if (state == State.RUNNING) {
      state = end;
      reason = why;
      endedAt = at;
    }
  }

  /// Into an object that was begun.
  synchronized JsonOut show(JsonOut out) {
    out.member("id", id)
        .member("action", action == Action.STOP ? "stop" : "redrive")
        .member("state", state.name())
        .member("machine", machine)
        .member("seen", seen)
        .member("done", done)
        .member("refused", refused)
        .member("lastRefusal", lastRefusal)
        .member("reason", reason)
        .member("startedAt", startedAt);
    Answers.time(out, "endedAt", endedAt);
    return out;
  }
}
