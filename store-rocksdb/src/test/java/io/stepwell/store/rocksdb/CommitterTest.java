package io.stepwell.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.store.Lease;
import io.stepwell.store.PendingTicket;
import io.stepwell.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The committer over a disk whose syncs the test lets happen, one by one.
@Timeout(60)
final class CommitterTest {
  /// A sync that has begun: the test finishes it or lets it fail.
  private record Sync(int count, CompletableFuture<Void> outcome) {}

  private final BlockingQueue<Sync> syncs = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final List<String> told = new ArrayList<>();
  private final Committer committer =
      new Committer(disk(this::write), new Epochs(_ -> 41), failures::add);
  private final Lease lease;

  CommitterTest() throws InterruptedException {
    committer.start();
    lease = take(7);
  }

  @AfterEach
  void everySyncThatIsLeftSucceeds() {
    Thread finishing = Thread.ofVirtual().start(this::finishAll);
    committer.close();
    finishing.interrupt();
  }

  @Test
  void theFirstEpochFollowsTheStoredOne() throws InterruptedException {
    assertThat(lease).isEqualTo(new Lease(7, 42));
    assertThat(take(7)).isEqualTo(new Lease(7, 43));
    assertThat(take(8)).isEqualTo(new Lease(8, 42));
  }

  @Test
  void aLoneBatchIsSyncedAtOnceAndTheNextGroupGathersMeanwhile() throws InterruptedException {
    PendingTicket first = append("1");
    Sync alone = sync();
    assertThat(alone.count).isEqualTo(1);
    append("2");
    append("3");
    PendingTicket last = append("4");
    assertThat(first.isDurable()).isFalse();
    finish(alone);
    Sync group = sync();
    assertThat(group.count).isEqualTo(3);
    finish(group);
    last.await();
    committer.close(); // after the last action
    assertThat(told).containsExactly("1", "2", "3", "4");
  }

  @Test
  void aGroupIsBounded() throws InterruptedException {
    append("1");
    Sync alone = sync();
    for (int i = 0; i < 10; i++) {
      committer.append(lease, records(1024 * 1024));
    }
    finish(alone);
    Sync bounded = sync();
    finish(bounded);
    assertThat(bounded.count).isEqualTo(4);
  }

  @Test
  void afterAFailedSyncNothingBecomesDurableAndTheHandlerIsToldOnce() throws InterruptedException {
    PendingTicket first = append("1");
    Sync failing = sync();
    PendingTicket second = append("2");
    failing.outcome.completeExceptionally(new StoreException("the disk is full"));
    assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessage("the disk is full");
    PendingTicket third = append("3");
    for (PendingTicket ticket : List.of(first, second, third)) {
      assertThatThrownBy(ticket::await)
          .isInstanceOf(StoreException.class)
          .hasMessage("the disk is full");
    }
    assertThatThrownBy(() -> committer.take(1)).hasMessage("the disk is full");
    committer.close();
    assertThat(told).isEmpty();
    assertThat(failures).isEmpty();
    assertThat(syncs).isEmpty();
  }

  @Test
  void anActionThatThrowsStopsTheStore() throws InterruptedException {
    PendingTicket first = append("1");
    first.whenDurable(
        () -> {
          throw new IllegalStateException("a bug");
        });
    PendingTicket second = append("2");
    finish(sync());
    assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessage("a bug");
    assertThatThrownBy(second::await).hasMessageContaining("a bug");
  }

  @Test
  void theFailureHandlerMayCloseTheStore() throws InterruptedException {
    CompletableFuture<String> closed = new CompletableFuture<>();
    CompletableFuture<Committer> itself = new CompletableFuture<>();
    Committer failing =
        new Committer(
            disk(
                _ -> {
                  throw new StoreException("no disk");
                }),
            new Epochs(_ -> 0),
            _ -> {
              itself.join().close();
              closed.complete("closed");
            });
    itself.complete(failing);
    failing.start();
    assertThatThrownBy(() -> failing.take(1)).hasMessage("no disk");
    assertThat(closed.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("closed");
  }

  @Test
  void refusedBatchesAreNotWrittenAndDoNotStopTheStore() throws InterruptedException {
    Lease next = take(7);
    append("held back");
    PendingTicket refused = committer.append(lease, records(10));
    assertThatThrownBy(refused::await).hasMessageContaining("epoch 42 is not valid");
    PendingTicket accepted = committer.append(next, records(10));
    Sync sync = sync();
    assertThat(sync.count).isEqualTo(1);
    finish(sync);
    accepted.await();
    assertThat(told).isEmpty();
  }

  private PendingTicket append(String name) {
    PendingTicket ticket = committer.append(lease, records(10));
    ticket.whenDurable(() -> told.add(name));
    return ticket;
  }

  private static EncodedBatch records(int bytes) {
    return EncodedBatch.ofOwn(new byte[0], new byte[bytes]);
  }

  private Lease take(int partition) throws InterruptedException {
    CompletableFuture<Lease> taken = CompletableFuture.supplyAsync(() -> committer.take(partition));
    finish(sync());
    return taken.join();
  }

  private Sync sync() throws InterruptedException {
    Sync sync = syncs.poll(10, TimeUnit.SECONDS);
    assertThat(sync).as("a sync within 10 s").isNotNull();
    return sync;
  }

  private static void finish(Sync sync) {
    sync.outcome.complete(null);
  }

  private void finishAll() {
    try {
      while (true) {
        finish(syncs.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A disk that holds no counters.
  private static Committer.Disk disk(Consumer<byte[]> writing) {
    return new Committer.Disk() {
      @Override
      public void write(byte[] writeBatch) {
        writing.accept(writeBatch);
      }

      @Override
      public byte @Nullable [] read(int family, byte[] storedKey) {
        return null;
      }
    };
  }

  private void write(byte[] writeBatch) {
    Sync sync = new Sync(writeBatch[8] & 0xff, new CompletableFuture<>());
    syncs.add(sync);
    try {
      sync.outcome.get();
    } catch (ExecutionException e) {
      throw (StoreException) e.getCause();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
