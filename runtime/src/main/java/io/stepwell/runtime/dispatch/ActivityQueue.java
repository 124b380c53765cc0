package io.stepwell.runtime.dispatch;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.storage.ExecutionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
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

  /// A worker that waits; its monitor is the queue's.
  private static final class Poll {
    @Nullable Offer offer;
  }

  private final NavigableSet<Offer> head = new TreeSet<>(ORDER);
  private final ArrayDeque<Poll> polls = new ArrayDeque<>();
  private boolean moreInStore = true;
  private long leftToStore;
  private boolean closed;

  /// Whether the head is used up and the store may have more.
  synchronized boolean hungry() {
    return head.isEmpty() && moreInStore;
  }

  /// Before a look into the store; to be given to [#refill].
  synchronized long beginLook() {
    return leftToStore;
  }

  static int headSize() {
    return MAX_HEAD;
  }

  /// What a look into the store has found: the earliest offers.
  ///
  /// @param all whether there were no others
  /// @param begun what [#beginLook] said
  synchronized void refill(Collection<Offer> found, boolean all, long begun) {
    moreInStore = !all || leftToStore != begun;
    for (Offer offer : found) {
      enter(offer);
    }
  }

  /// A task has become ready for a worker.
  synchronized void add(Offer offer) {
    boolean behind = head.isEmpty() || ORDER.compare(head.last(), offer) < 0;
    if (moreInStore && behind && polls.isEmpty()) {
      leftToStore++; // found there in its turn, behind those that are there already
      return;
    }
    enter(offer);
  }

  synchronized void remove(Offer offer) {
    head.remove(offer);
  }

  /// The next task, or null when none came in time.
  ///
  /// @throws CallerException ActivityWorkerLimitExceeded
  synchronized @Nullable Offer take(Duration patience) throws InterruptedException {
    Offer first = polls.isEmpty() ? head.pollFirst() : null;
    if (first != null || closed) {
      return first;
    }
    if (polls.size() >= MAX_POLLS) {
      throw new CallerException(
          ErrorCode.ACTIVITY_WORKER_LIMIT_EXCEEDED,
          "Activity Worker Limit Exceeded: " + MAX_POLLS + " workers poll this activity");
    }
    Poll poll = new Poll();
    polls.add(poll);
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      long left = patience.toNanos();
      while (poll.offer == null && left > 0 && !closed) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
        left = deadline - System.nanoTime();
      }
      Offer got = poll.offer;
      poll.offer = null;
      return got;
    } finally {
      polls.remove(poll);
      Offer unused = poll.offer;
      if (unused != null) {
        enter(unused); // interrupted with a task in hand: the next worker gets it
      }
    }
  }

  /// Ends all polls.
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void enter(Offer offer) {
    head.add(offer);
    boolean handed = false;
    while (!head.isEmpty() && !polls.isEmpty()) {
      polls.remove().offer = head.pollFirst();
      handed = true;
    }
    if (handed) {
      notifyAll();
    }
    if (head.size() > MAX_HEAD) {
      head.pollLast();
      moreInStore = true;
    }
  }
}
