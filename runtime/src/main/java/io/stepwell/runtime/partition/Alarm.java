package io.stepwell.runtime.partition;

import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.store.Ticket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The deadlines of a partition. In memory there is only the next moment at which to look; the rows
/// are in the store, one for each execution that has a deadline.
///
/// A scan shows only what is durable, so it stops short of the earliest deadline that is not: what
/// lies before has been seen once and for all. Scans begin where the last one ended, and after a
/// restart at a stored mark that is never ahead of a deadline that has not fired.
final class Alarm {
  private static final byte[] MARK_KEY = Tables.text("timers/mark");
  private static final byte[] END = Tables.timersFrom(Long.MAX_VALUE);

  private record Unsettled(Ticket ticket, long earliest) {}

  private final Store store;
  private final Lease lease;
  private final int markEvery;
  private final ArrayDeque<Unsettled> unsettled = new ArrayDeque<>();
  private byte[] scanFrom;
  private long seenUntil;
  private long mark;
  private int firedSinceMark;
  private long nextLook;

  /// @param markEvery after so many deadlines the mark is moved
  Alarm(Store store, Lease lease, int markEvery) {
    this.markEvery = markEvery;
    this.store = store;
    this.lease = lease;
    byte[] stored = store.get(lease.partition(), Tables.META, MARK_KEY);
    this.mark = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    this.scanFrom = Tables.timersFrom(mark);
    this.seenUntil = Long.MIN_VALUE;
    this.nextLook = 0;
  }

  /// When to look next, in epoch milliseconds.
  long nextLook() {
    return nextLook;
  }

  /// A turn wrote deadlines.
  void written(Turn turn, Ticket ticket) {
    long earliest = turn.earliestTimer();
    if (earliest != Long.MAX_VALUE) {
      unsettled.add(new Unsettled(ticket, earliest));
      nextLook = Math.min(nextLook, earliest);
      lookFrom(earliest);
    }
  }

  /// A clock that is behind that of the last process makes deadlines before the mark found then.
  private void lookFrom(long earliest) {
    if (earliest < Tables.timerDue(scanFrom)) {
      scanFrom = Tables.timersFrom(earliest);
    }
  }

  /// Whether a deadline of this time would be overlooked by the scans to come, so that it has to be
  /// fired by hand.
  boolean overlooks(long due) {
    return due <= seenUntil;
  }

  /// Keeps the mark from being ahead of a deadline that is written in this turn.
  void lowerMark(Turn turn) {
    if (turn.earliestTimer() < mark) {
      mark(turn, turn.earliestTimer());
    }
  }

  /// The executions that are due, at most so many; some may have been disturbed meanwhile and have
  /// nothing to do any more.
  List<ExecutionKey> due(Turn turn, long now, int max) {
    if (now < nextLook) {
      return List.of();
    }
    long horizon = Math.min(now, earliestUnsettled() - 1);
    List<ExecutionKey> found = new ArrayList<>();
    long following = look(horizon, max, found);
    long next = Math.min(following, earliestUnsettled());
    nextLook = following <= horizon ? now : Math.max(next, now + 1);
    firedSinceMark += found.size();
    if (firedSinceMark >= markEvery) {
      firedSinceMark = 0;
      moveMark(turn);
    }
    return found;
  }

  /// Collects what is due until the horizon and returns the time of the first row that was not
  /// collected, or `Long.MAX_VALUE`.
  private long look(long horizon, int max, List<ExecutionKey> found) {
    try (Cursor cursor = store.scan(lease.partition(), Tables.TIMERS, scanFrom, END, false)) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        long due = Tables.timerDue(key);
        if (due > horizon) {
          seenUntil = Math.max(seenUntil, horizon);
          return due;
        }
        if (found.size() == max) {
          return due;
        }
        found.add(Tables.timerExecution(key));
        scanFrom = Arrays.copyOf(key, key.length + 1);
        seenUntil = due;
      }
    }
    seenUntil = Math.max(seenUntil, horizon);
    return Long.MAX_VALUE;
  }

  /// All rows before the first that a scan from the old mark shows have fired and are gone.
  private void moveMark(Turn turn) {
    byte[] from = Tables.timersFrom(mark);
    try (Cursor cursor = store.scan(lease.partition(), Tables.TIMERS, from, END, false)) {
      long first = cursor.next() ? Tables.timerDue(cursor.key()) : seenUntil;
      long safe = Math.min(Math.min(first, seenUntil), earliestUnsettled());
      if (safe > mark) {
        mark(turn, safe);
      }
    }
  }

  private void mark(Turn turn, long to) {
    mark = to;
    turn.batch().put(Tables.META, MARK_KEY, Tables.timersFrom(to));
  }

  private long earliestUnsettled() {
    while (!unsettled.isEmpty() && unsettled.peek().ticket.isDurable()) {
      unsettled.remove();
    }
    long earliest = Long.MAX_VALUE;
    for (Unsettled one : unsettled) {
      earliest = Math.min(earliest, one.earliest);
    }
    return earliest;
  }
}
