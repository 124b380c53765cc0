package io.stepwell.runtime.dispatch;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Presence;
import io.stepwell.runtime.storage.ExecutionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One activity's tasks that wait for a worker, and the workers that wait for a task. Of the tasks
/// only the head is in memory; the store has them all. Both wait in order.
final class ActivityQueue {
  /// AWS quota: so many polls of one activity wait at once.
  static final int MAX_POLLS = 1_000;

  private static final int MAX_HEAD = 1_000;
  private static final Comparator<Offer> ORDER =
      Comparator.comparingLong(Offer::scheduledAt)
          .thenComparingInt(Offer::partition)
          .thenComparing(Offer::execution)
          .thenComparingInt(Offer::task);

  /// An activity task that waits for a worker.
  record Offer(long scheduledAt, int partition, ExecutionKey execution, int task) {}

  /// A worker that waits, to be woken alone: of a thousand only the one whose turn it is runs.
  private static final class Poll {
    private final Condition served;
    @Nullable Offer offer;
    boolean gone;

    Poll(Condition served) {
      this.served = served;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();

  private final ActivityWorkers workers = new ActivityWorkers();
  private final NavigableSet<Offer> head = new TreeSet<>(ORDER);
  private final ArrayDeque<Poll> polls = new ArrayDeque<>();
  private boolean moreInStore = true;
  private long leftToStore;
  private boolean closed;

  ActivityWorkers workers() {
    return workers;
  }

  int polling() {
    return locked(polls::size);
  }

  /// Whether the head is used up and the store may have more.
  boolean hungry() {
    return locked(() -> head.isEmpty() && moreInStore);
  }

  /// Before a look into the store; to be given to [#refill].
  long beginLook() {
    return locked(() -> leftToStore);
  }

  static int headSize() {
    return MAX_HEAD;
  }

  /// What a look into the store has found: the earliest offers.
  ///
  /// @param all whether there were no others
  /// @param begun what [#beginLook] said
  void refill(Collection<Offer> found, boolean all, long begun) {
    locked(
        () -> {
          moreInStore = !all || leftToStore != begun;
          found.forEach(this::enter);
          return null;
        });
  }

  /// A task has become ready for a worker.
  void add(Offer offer) {
    locked(
        () -> {
          boolean behind = head.isEmpty() || ORDER.compare(head.last(), offer) < 0;
          if (moreInStore && behind && polls.isEmpty()) {
            leftToStore++; // found there in its turn, behind those that are there already
          } else {
            enter(offer);
          }
          return null;
        });
  }

  void remove(Offer offer) {
    locked(() -> head.remove(offer));
  }

  /// The next task, or null when none came in time or the worker has gone.
  ///
  /// @throws CallerException ActivityWorkerLimitExceeded
  @Nullable Offer take(Duration patience, Presence worker) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (worker.gone()) {
        return null;
      }
      Offer first = polls.isEmpty() ? head.pollFirst() : null;
      if (first != null || closed || patience.isZero()) {
        return first;
      }
      if (polls.size() >= MAX_POLLS) {
        throw new CallerException(
            ErrorCode.ACTIVITY_WORKER_LIMIT_EXCEEDED,
            "Activity Worker Limit Exceeded: " + MAX_POLLS + " workers poll this activity");
      }
      Poll poll = new Poll(lock.newCondition());
      polls.add(poll);
      worker.whenGone(() -> leave(poll));
      return await(poll, patience.toNanos());
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Offer await(Poll poll, long patienceNanos) throws InterruptedException {
    try {
      long left = patienceNanos;
      while (poll.offer == null && left > 0 && !closed && !poll.gone) {
        left = poll.served.awaitNanos(left);
      }
      if (poll.gone) {
        return null;
      }
      Offer got = poll.offer;
      poll.offer = null;
      return got;
    } finally {
      polls.remove(poll);
      Offer unused = poll.offer;
      if (unused != null) {
        enter(unused); // interrupted or gone with a task in hand: the next worker gets it
      }
    }
  }

  private void leave(Poll poll) {
    locked(
        () -> {
          poll.gone = true;
          polls.remove(poll);
          poll.served.signal();
          return null;
        });
  }

  /// Ends all polls, and those that come.
  void close() {
    locked(
        () -> {
          closed = true;
          polls.forEach(poll -> poll.served.signal());
          return null;
        });
  }

  private void enter(Offer offer) {
    head.add(offer);
    while (!head.isEmpty() && !polls.isEmpty()) {
      Poll poll = polls.remove();
      poll.offer = head.pollFirst();
      poll.served.signal();
    }
    if (head.size() > MAX_HEAD) {
      head.pollLast();
      moreInStore = true;
    }
  }

  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
