package io.stepwell.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Presence;
import io.stepwell.runtime.dispatch.ActivityQueue.Offer;
import io.stepwell.runtime.storage.ExecutionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ActivityQueueTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private final ActivityQueue queue = new ActivityQueue();

  @Test
  void offersAreServedByTheTimeTheyWereScheduled() throws Exception {
    queue.refill(List.of(offer(3), offer(1)), true, queue.beginLook());
    queue.add(offer(2));

    assertThat(queue.take(LONG, Presence.CERTAIN)).isEqualTo(offer(1));
    assertThat(queue.take(LONG, Presence.CERTAIN)).isEqualTo(offer(2));
    assertThat(queue.take(LONG, Presence.CERTAIN)).isEqualTo(offer(3));
  }

  @Test
  void whatIsOfferedDuringALookIntoTheStoreIsNotForgotten() {
    long begun = queue.beginLook();
    queue.add(offer(1)); // not yet seen by the scan that began before
    queue.refill(List.of(), true, begun);

    assertThat(queue.hungry()).isTrue();
  }

  @Test
  void anOfferThatIsGoneIsNotServed() throws Exception {
    queue.refill(List.of(offer(1), offer(2)), true, queue.beginLook());
    queue.remove(offer(1));

    assertThat(queue.take(LONG, Presence.CERTAIN)).isEqualTo(offer(2));
  }

  @Test
  void anInterruptedPollLeavesItsTaskToTheNext() throws Exception {
    queue.refill(List.of(), true, queue.beginLook());
    AtomicReference<Offer> got = new AtomicReference<>();
    Thread gone = Thread.ofPlatform().start(() -> take(got));
    waiting(gone);

    gone.interrupt();
    queue.add(offer(1));
    gone.join();

    Offer next = got.get() == null ? queue.take(LONG, Presence.CERTAIN) : got.get();
    assertThat(next).isEqualTo(offer(1));
  }

  @Test
  void aWorkerThatHangsUpLeavesItsTaskAndItsPlaceToTheNext() throws Exception {
    queue.refill(List.of(), true, queue.beginLook());
    AtomicReference<Runnable> hangUp = new AtomicReference<>();
    AtomicReference<Offer> got = new AtomicReference<>();
    Thread gone = Thread.ofPlatform().start(() -> take(got, waitingFor(hangUp)));
    waiting(gone);
    AtomicReference<Offer> next = new AtomicReference<>();
    Thread behind = waiting(Thread.ofPlatform().start(() -> take(next)));

    Objects.requireNonNull(hangUp.get()).run();
    gone.join();
    queue.add(offer(1));
    behind.join();

    assertThat(got.get()).isNull();
    assertThat(next.get()).isEqualTo(offer(1));
    assertThat(queue.polling()).isZero();
  }

  private static Presence waitingFor(AtomicReference<Runnable> hangUp) {
    return new Presence() {
      @Override
      public boolean gone() {
        return false;
      }

      @Override
      public void whenGone(Runnable action) {
        hangUp.set(action);
      }
    };
  }

  @Test
  void pollsAreServedInTheOrderInWhichTheyCame() throws Exception {
    queue.refill(List.of(), true, queue.beginLook());
    List<AtomicReference<Offer>> got = new ArrayList<>();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      AtomicReference<Offer> own = new AtomicReference<>();
      got.add(own);
      workers.add(waiting(Thread.ofPlatform().start(() -> take(own))));
    }

    for (int i = 0; i < 20; i++) {
      queue.add(offer(i));
      workers.get(i).join();
    }

    for (int i = 0; i < 20; i++) {
      assertThat(got.get(i).get()).isEqualTo(offer(i));
    }
  }

  @Test
  void aThousandPollsWaitAndNoMore() throws Exception {
    queue.refill(List.of(), true, queue.beginLook());
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < ActivityQueue.MAX_POLLS; i++) {
      workers.add(waiting(Thread.ofVirtual().start(() -> take(new AtomicReference<>()))));
    }

    assertThatThrownBy(() -> queue.take(LONG, Presence.CERTAIN))
        .isInstanceOfSatisfying(
            CallerException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_WORKER_LIMIT_EXCEEDED));

    queue.close();
    for (Thread worker : workers) {
      worker.join();
    }
    assertThat(queue.take(LONG, Presence.CERTAIN)).isNull();
  }

  private static Thread waiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private void take(AtomicReference<Offer> got) {
    take(got, Presence.CERTAIN);
  }

  private void take(AtomicReference<Offer> got, Presence worker) {
    try {
      got.set(queue.take(LONG, worker));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Offer offer(long scheduledAt) {
    return new Offer(scheduledAt, 0, new ExecutionKey(1, scheduledAt), 1);
  }
}
