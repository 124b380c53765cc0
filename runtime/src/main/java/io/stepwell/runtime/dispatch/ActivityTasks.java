package io.stepwell.runtime.dispatch;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.TaskRun;
import io.stepwell.json.Payload;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.ActivityTask;
import io.stepwell.runtime.Orchestrator.Presence;
import io.stepwell.runtime.Overview.Worker;
import io.stepwell.runtime.catalog.ActivityEntry;
import io.stepwell.runtime.dispatch.ActivityQueue.Offer;
import io.stepwell.runtime.partition.Origin;
import io.stepwell.runtime.partition.Partitions;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.TaskTokens;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Brings activity tasks and the workers that poll for them together. A poll is answered only when
/// the task's ActivityStarted is durable; a task that was meanwhile taken or given up is passed over.
public final class ActivityTasks {
  private final Store store;
  private final int partitionCount;
  private final TaskTokens tokens;
  private final LongSupplier clock;
  private final Map<String, ActivityQueue> queues = new ConcurrentHashMap<>();

  public ActivityTasks(Store store, int partitionCount, TaskTokens tokens, LongSupplier clock) {
    this.clock = clock;
    this.store = store;
    this.partitionCount = partitionCount;
    this.tokens = tokens;
  }

  public void open(Origin origin, Effect.OfferActivityTask effect) {
    queue(effect.activityArn()).add(offer(origin, effect));
  }

  public void close(Origin origin, Effect.OfferActivityTask effect) {
    queue(effect.activityArn()).remove(offer(origin, effect));
  }

  /// Waits for a task of an activity; null when none came in time or the worker has gone.
  public @Nullable ActivityTask poll(
      Partitions partitions,
      ActivityEntry activity,
      @Nullable String workerName,
      Duration patience,
      Presence worker)
      throws InterruptedException {
    ActivityQueue queue = queue(activity.arn());
    queue.workers().seen(workerName, clock.getAsLong());
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      while (queue.hungry()) {
        refill(activity, queue);
      }
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Offer offer = queue.take(left, worker);
      if (offer == null) {
        return null;
      }
      Optional<Payload> input = claim(partitions, offer, workerName);
      if (input.isPresent()) {
        String token = tokens.token(offer.partition(), offer.execution(), offer.task());
        return new ActivityTask(token, input.get());
      }
      if (System.nanoTime() > deadline) {
        return null; // all of them out of service
      }
    }
  }

  /// How many polls of an activity wait now.
  public int polling(String activityArn) {
    return queue(activityArn).polling();
  }

  /// Who polled an activity since the process began, the last first.
  public List<Worker> workers(String activityArn) {
    return queue(activityArn).workers().list();
  }

  /// Ends all polls.
  public void close() {
    queues.values().forEach(ActivityQueue::close);
  }

  /// The task's input, or nothing when it is no longer there to be taken.
  private static Optional<Payload> claim(
      Partitions partitions, Offer offer, @Nullable String workerName) {
    try {
      return partitions.askInside(
          offer.partition(),
          offer.execution(),
          new Command.ClaimActivityTask(offer.task(), workerName),
          (state, rejection) -> input(state, rejection, offer.task()),
          () -> new CallerException(ErrorCode.TASK_DOES_NOT_EXIST, "no such task"));
    } catch (CallerException e) {
      return Optional.empty(); // its execution is gone or out of service: the next one
    }
  }

  private static Optional<Payload> input(
      ExecutionState state, @Nullable Rejection rejection, int task) {
    Lane lane = rejection == null ? state.laneOf(task) : null;
    TaskRun run = lane == null ? null : lane.task();
    return run == null ? Optional.empty() : Optional.of(run.input());
  }

  private void refill(ActivityEntry activity, ActivityQueue queue) {
    long begun = queue.beginLook();
    byte[] from = Tables.offers(activity.accountNumber(), activity.name());
    byte[] to = Tables.after(from);
    TreeMap<Long, List<Offer>> earliest = new TreeMap<>();
    boolean all = true;
    for (int partition = 0; partition < partitionCount; partition++) {
      int left = ActivityQueue.headSize();
      try (Cursor cursor = store.scan(partition, Tables.OFFERS, from, to, false)) {
        while (cursor.next()) {
          if (left-- == 0) {
            all = false;
            break;
          }
          Offer offer = offer(partition, cursor.key());
          earliest.computeIfAbsent(offer.scheduledAt(), _ -> new ArrayList<>()).add(offer);
        }
      }
    }
    List<Offer> found = earliest.values().stream().flatMap(List::stream).toList();
    int taken = Math.min(found.size(), ActivityQueue.headSize());
    queue.refill(found.subList(0, taken), all && taken == found.size(), begun);
  }

  private static Offer offer(int partition, byte[] key) {
    return new Offer(
        Tables.offerScheduledAt(key), partition, Tables.offerExecution(key), Tables.offerTask(key));
  }

  private static Offer offer(Origin origin, Effect.OfferActivityTask effect) {
    return new Offer(effect.scheduledAt(), origin.partition(), origin.key(), effect.task());
  }

  private ActivityQueue queue(String activityArn) {
    return queues.computeIfAbsent(activityArn, _ -> new ActivityQueue());
  }
}
