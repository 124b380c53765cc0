package io.stepwell.server.observe;

import io.stepwell.runtime.node.StatusChanges;
import io.stepwell.runtime.node.StatusChanges.Pending;
import io.stepwell.tasks.http.HttpBody;
import io.stepwell.tasks.http.HttpCall;
import io.stepwell.tasks.http.HttpClient;
import io.stepwell.tasks.http.HttpFailure;
import io.stepwell.tasks.http.HttpReply;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells changes of status to a URL, each at least once: it stays in the store until the URL has
/// answered 2xx. Those of one execution come in their order; up to eight executions' are told at once.
/// An execution whose change the URL does not take holds up no other, as long as not all fail.
///
/// | answer | |
/// |---|---|
/// | 2xx | told |
/// | 401, 407, 408, 409, 429, 5xx, none | told again, after 0.5 s, then twice as long each time up to a minute |
/// | else | given up and logged |
///
/// What could not be told within a day is given up, as EventBridge does.
public final class Webhook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration GIVE_UP = Duration.ofDays(1);
  private static final Set<Integer> AGAIN = Set.of(401, 407, 408, 409, 429);
  private static final int BATCH = 64;
  private static final int AT_ONCE = 8;
  private static final int MAX_REPLY_BYTES = 64 * 1024;
  private static final long FIRST_DELAY_MILLIS = 500;
  private static final long MAX_DELAY_MILLIS = 60_000;
  private static final long LOOK_MILLIS = 5_000;
  private static final long SETTLE_MILLIS = 20;

  private enum Answer {
    TOLD,
    REFUSED,
    FAILED
  }

  private final URI url;
  private final WebhookSignature signature;
  private final HttpClient client;
  private final LongSupplier clock;
  private final LongAdder told = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder givenUp = new LongAdder();
  private final Semaphore news = new Semaphore(0);

  /// Told, and perhaps still in the store.
  private final Set<ByteBuffer> settled = new LinkedHashSet<>();

  /// Executions with a change that was not taken.
  private final Deferrals deferred = new Deferrals();

  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook").factory());

  /// @param clock epoch milliseconds
  public Webhook(URI url, WebhookSignature signature, HttpClient client, LongSupplier clock) {
    this.url = url;
    this.signature = signature;
    this.client = client;
    this.clock = clock;
  }

  /// Begins to tell what is there.
  public void begin(StatusChanges changes) {
    calls.execute(() -> follow(changes));
  }

  /// There may be something to tell.
  void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  void write(MetricsText out) {
    out.family("events_told_total", "counter", "Changes of status told").value(told.sum());
    out.family("events_failed_total", "counter", "Attempts to tell one that failed")
        .value(failed.sum());
    out.family("events_given_up_total", "counter", "Changes of status never told")
        .value(givenUp.sum());
  }

  private void follow(StatusChanges changes) {
    long delay = 0;
    try {
      while (true) {
        long wait = round(changes);
        if (wait == MAX_DELAY_MILLIS) {
          delay = Math.min(MAX_DELAY_MILLIS, Math.max(FIRST_DELAY_MILLIS, 2 * delay));
          Thread.sleep(ThreadLocalRandom.current().nextLong(delay / 2, delay + 1));
        } else {
          delay = 0;
          news.tryAcquire(wait, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (ExecutionException | RuntimeException e) {
      LOG.error("Changes of status are told no more until the next start", e);
    }
  }

  /// Tells what there is.
  ///
  /// @return how long to wait when nothing happens; the longest time when everything failed
  private long round(StatusChanges changes) throws InterruptedException, ExecutionException {
    long now = clock.getAsLong();
    List<Pending> oldest = changes.oldest(BATCH + 2 * Math.min(deferred.size(), Deferrals.MAX));
    Set<ByteBuffer> there = new LinkedHashSet<>();
    Map<Long, List<Pending>> byExecution = new LinkedHashMap<>();
    for (Pending change : oldest) {
      there.add(id(change));
      if (!settled.contains(id(change)) && !deferred.waits(execution(change), now)) {
        byExecution.computeIfAbsent(execution(change), _ -> new ArrayList<>()).add(change);
      }
    }
    settled.retainAll(there);
    if (byExecution.isEmpty()) {
      boolean settling = !settled.isEmpty();
      return settling ? SETTLE_MILLIS : deferred.nextIn(now, LOOK_MILLIS);
    }
    List<Pending> done = tell(byExecution.values());
    done.forEach(change -> settled.add(id(change)));
    changes.told(done);
    defer(byExecution);
    return done.isEmpty() ? MAX_DELAY_MILLIS : SETTLE_MILLIS;
  }

  private void defer(Map<Long, List<Pending>> tried) {
    long now = clock.getAsLong();
    tried.forEach(
        (execution, changes) -> {
          if (changes.stream().allMatch(change -> settled.contains(id(change)))) {
            deferred.succeeded(execution);
          } else {
            deferred.failed(execution, now);
          }
        });
  }

  private static long execution(Pending change) {
    return change.execution() * 31 + change.partition();
  }

  private static ByteBuffer id(Pending change) {
    return ByteBuffer.wrap(change.key());
  }

  /// @return those that need not be told again
  private List<Pending> tell(Iterable<List<Pending>> executions)
      throws InterruptedException, ExecutionException {
    Semaphore room = new Semaphore(AT_ONCE);
    List<Callable<List<Pending>>> tasks = new ArrayList<>();
    for (List<Pending> changes : executions) {
      tasks.add(
          () -> {
            room.acquire();
            try {
              return tellInOrder(changes);
            } finally {
              room.release();
            }
          });
    }
    List<Pending> done = new ArrayList<>();
    for (Future<List<Pending>> each : calls.invokeAll(tasks)) {
      done.addAll(each.get());
    }
    return done;
  }

  private List<Pending> tellInOrder(List<Pending> changes) throws InterruptedException {
    List<Pending> done = new ArrayList<>();
    for (Pending change : changes) {
      if (tell(change) == Answer.FAILED) {
        failed.increment();
        if (clock.getAsLong() - change.at() < GIVE_UP.toMillis()) {
          return done;
        }
        givenUp.increment();
        LOG.warn("A change of status is {} old and was never told", age(change));
      }
      done.add(change);
    }
    return done;
  }

  private Duration age(Pending change) {
    return Duration.ofMillis(clock.getAsLong() - change.at());
  }

  private Answer tell(Pending change) throws InterruptedException {
    try {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Content-Type", "application/json");
      headers.put("User-Agent", "Stepwell");
      signature.add(headers, change.event(), clock.getAsLong() / 1000);
      HttpCall call = new HttpCall("POST", url, headers, HttpBody.of(change.event()));
      HttpReply reply = client.send(call, TIMEOUT, MAX_REPLY_BYTES);
      if (reply.succeeded()) {
        told.increment();
        return Answer.TOLD;
      }
      if (reply.status() >= 500 || AGAIN.contains(reply.status())) {
        LOG.debug("{} answered {}", url.getHost(), reply.status());
        return Answer.FAILED;
      }
      givenUp.increment();
      LOG.warn("{} refused a change of status with {}", url.getHost(), reply.status());
      return Answer.REFUSED;
    } catch (HttpFailure e) {
      LOG.debug("{} could not be told a change of status: {}", url.getHost(), e.message());
      return Answer.FAILED;
    }
  }

  /// What has not been told is told by the next process. Afterwards nobody here reads the store.
  @Override
  public void close() {
    calls.shutdownNow();
    try {
      if (!calls.awaitTermination(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A call to {} did not end", url.getHost());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
