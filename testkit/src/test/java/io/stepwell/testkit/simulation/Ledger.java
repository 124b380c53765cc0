package io.stepwell.testkit.simulation;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.runtime.node.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What callers were told and observers have seen: none of it may ever be taken back.
final class Ledger {
  private final World world;
  private final Services services;
  private final Coverage coverage;
  private final Set<String> acknowledged = new HashSet<>();
  private final Set<String> acceptedTokens = new HashSet<>();
  private final Map<String, List<Stamped>> seen = new HashMap<>();
  private final Map<String, Long> alarms = new HashMap<>();
  private final Map<String, Long> lastEvents = new HashMap<>();
  private final Set<String> expressEnded = new HashSet<>();

  Ledger(World world, Services services, Coverage coverage) {
    this.world = world;
    this.services = services;
    this.coverage = coverage;
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  Set<String> expressEnded() {
    return expressEnded;
  }

  void started(String arn) {
    acknowledged.add(arn);
  }

  void tokenAccepted(String token) {
    if (!acceptedTokens.add(token)) {
      throw new Violation("a token is accepted once", token);
    }
  }

  /// Events of any execution, shown when they are durable.
  void events(Start start, List<Stamped> events) {
    String arn = start.identity().arn();
    boolean express = start.identity().express();
    for (Stamped event : events) {
      coverage.count("event: " + event.event().getClass().getSimpleName());
      if (event.event() instanceof Event.StateEntered entered) {
        coverage.count("state: " + entered.type());
      }
      if (express) {
        expressEvent(arn, event);
      } else {
        standardEvent(arn, event);
      }
    }
    if (!express) {
      long last = lastEvents.getOrDefault(arn, 0L);
      if (world.state(arn).lastEventId() < last) {
        throw new Violation("no effect before its commit", arn + ": events that are not durable");
      }
    }
  }

  private void expressEvent(String arn, Stamped event) {
    if (event.event() instanceof Event.ExecutionSucceeded
        || event.event() instanceof Event.ExecutionFailed) {
      expressEnded.add(arn);
    }
  }

  private void standardEvent(String arn, Stamped event) {
    if (event.id() != 0) {
      long last = lastEvents.getOrDefault(arn, 0L);
      if (event.id() <= last) {
        throw new Violation("histories only grow", arn + ": event " + event.id() + " again");
      }
      lastEvents.put(arn, event.id());
    }
    String lane = arn + "#" + event.lane();
    switch (event.event()) {
      case Event.WaitStarted wait -> alarms.put(lane, wait.due());
      case Event.RetryScheduled retry -> alarms.put(lane, retry.due());
      case Event.Woken _ -> woken(arn, event);
      case Event.TaskSucceeded task -> services.completed(requestId(arn, task.task()));
      default -> {}
    }
  }

  private void woken(String arn, Stamped woken) {
    String lane = arn + "#" + woken.lane();
    Long due = alarms.remove(lane);
    if (due != null && woken.at() < due && !setAnew(arn, woken)) {
      throw new Violation("timers are never early", lane + ": " + (due - woken.at()) + " ms");
    }
  }

  /// Whether the disk knows of a deadline that was not shown: the process that wrote it died before.
  private boolean setAnew(String arn, Stamped woken) {
    long due = Long.MAX_VALUE;
    for (Stamped event : world.events(arn)) {
      if (event.lane() != woken.lane()) {
        continue;
      }
      switch (event.event()) {
        case Event.WaitStarted wait -> due = wait.due();
        case Event.RetryScheduled retry -> due = retry.due();
        case Event.Woken _ -> {
          if (event.at() == woken.at() && due <= event.at()) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /// After a crash: what was seen is there, and what was acknowledged too.
  void compare() {
    for (String arn : acknowledged) {
      List<Stamped> now = world.history(arn);
      List<Stamped> before = seen.getOrDefault(arn, List.of());
      if (now.size() < before.size() || !now.subList(0, before.size()).equals(before)) {
        throw new Violation("histories only grow", arn);
      }
      if (now.isEmpty() || now.getLast().id() < lastEvents.getOrDefault(arn, 0L)) {
        throw new Violation("what was seen is durable", arn);
      }
      seen.put(arn, now);
    }
  }

  /// What every history looks like.
  void checkNumbers() {
    for (String arn : acknowledged) {
      List<Long> ids = new ArrayList<>();
      for (Stamped event : world.history(arn)) {
        ids.add(event.id());
        if (event.id() != ids.size() || event.previousId() >= event.id()) {
          throw new Violation("events are numbered without gaps", arn);
        }
      }
      coverage.add("events of acknowledged executions", ids.size());
    }
  }

  private static String requestId(String arn, int task) {
    byte[] name = (arn + "#" + task).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }
}
