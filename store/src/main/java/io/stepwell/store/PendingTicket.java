package io.stepwell.store;

import org.jspecify.annotations.Nullable;

/// A ticket that its store settles once: with [#complete] when the batch is durable, or with [#fail]
/// when it never will be. Actions of a failed ticket never run.
///
/// A store completes its tickets one after the other on one thread. A ticket turns durable just
/// before its own actions run, so that an action handed over meanwhile can't overtake those of
/// earlier batches.
public final class PendingTicket implements Ticket {
  private enum Status {
    PENDING,
    DURABLE,
    FAILED
  }

  private Status status = Status.PENDING;
  private @Nullable Runnable action;
  private @Nullable StoreException failure;

  /// A ticket for what is durable already.
  public static PendingTicket settled() {
    PendingTicket ticket = new PendingTicket();
    ticket.status = Status.DURABLE;
    return ticket;
  }

  @Override
  public void whenDurable(Runnable next) {
    synchronized (this) {
      switch (status) {
        case PENDING -> {
          Runnable before = action;
          action = before == null ? next : inOrder(before, next);
          return;
        }
        case FAILED -> {
          return;
        }
        case DURABLE -> {}
      }
    }
    next.run();
  }

  @Override
  public synchronized boolean isDurable() {
    return status == Status.DURABLE;
  }

  @Override
  public synchronized void await() throws InterruptedException {
    while (status == Status.PENDING) {
      wait();
    }
    StoreException cause = failure;
    if (cause != null) {
      throw new StoreException(String.valueOf(cause.getMessage()), cause);
    }
  }

  /// The batch is on disk: runs the actions on this thread and wakes who waits.
  public void complete() {
    Runnable due;
    synchronized (this) {
      settle(Status.DURABLE);
      due = action;
      action = null;
    }
    if (due != null) {
      due.run();
    }
  }

  /// The batch was refused, or the store failed: wakes who waits and forgets the actions. Has no
  /// effect on a settled ticket.
  public synchronized void fail(StoreException cause) {
    if (status == Status.PENDING) {
      settle(Status.FAILED);
      failure = cause;
      action = null;
    }
  }

  private void settle(Status outcome) {
    if (status != Status.PENDING) {
      throw new IllegalStateException("the ticket is settled already: " + status);
    }
    status = outcome;
    notifyAll();
  }

  private static Runnable inOrder(Runnable first, Runnable second) {
    return () -> {
      first.run();
      second.run();
    };
  }
}
