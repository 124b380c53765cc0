package io.stepwell.server.observe;

import io.stepwell.engine.Event;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.observe.Observed;
import io.stepwell.tasks.http.HttpClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Traces executions of machines whose `tracingConfiguration` asks for it. A standard execution's
/// trace is made of its stored history when it has ended, however long it took and through however
/// many processes it went; an express one's as it runs. What can't be kept up with is dropped and counted.
public final class Tracing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);
  private static final int MAX_QUEUED = 10_000;
  private static final int MAX_EXPRESS = 10_000;
  private static final int PAGE = 1000;

  /// @param spans of an express execution; null for one whose history is to be read
  private record Ended(Observed execution, @Nullable TraceBuilder spans) {}

  private final OtlpExporter exporter;
  private final BlockingQueue<Ended> queue = new LinkedBlockingQueue<>(MAX_QUEUED);
  private final Map<String, TraceBuilder> express = new ConcurrentHashMap<>();
  private volatile @Nullable Thread thread;

  public Tracing(URI endpoint, HttpClient client) {
    exporter = new OtlpExporter(endpoint, client);
  }

  void begin(Orchestrator orchestrator) {
    thread = Thread.ofVirtual().name("tracing").start(() -> follow(orchestrator));
  }

  void write(MetricsText out) {
    exporter.write(out);
  }

  /// Of a machine that is traced; never waits.
  void events(Observed execution, List<Stamped> events) {
    if (execution.start().identity().express()) {
      expressEvents(execution, events);
    } else if (ends(events) && TraceIds.of(execution.start()).sampled()) {
      add(new Ended(execution, null));
    }
  }

  private void expressEvents(Observed execution, List<Stamped> events) {
    String arn = execution.arn();
    TraceBuilder spans = express.get(arn);
    if (spans == null) {
      if (!(events.getFirst().event() instanceof Event.ExecutionStarted)
          || !TraceIds.of(execution.start()).sampled()) {
        return;
      }
      if (express.size() >= MAX_EXPRESS) {
        exporter.drop(1);
        return;
      }
      spans = new TraceBuilder(execution);
      express.put(arn, spans);
    }
    spans.add(events);
    if (ends(events)) {
      express.remove(arn);
      add(new Ended(execution, spans));
    }
  }

  private static boolean ends(List<Stamped> events) {
    for (Stamped event : events) {
      switch (event.event()) {
        case Event.ExecutionSucceeded _,
            Event.ExecutionFailed _,
            Event.ExecutionAborted _,
            Event.ExecutionTimedOut _ -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private void add(Ended ended) {
    if (!queue.offer(ended)) {
      exporter.drop(1);
    }
  }

  /// What a task's call carries on of a traced machine's execution.
  @Nullable String header(Start start, int task) {
    TraceIds ids = TraceIds.of(start);
    return ids.sampled() ? ids.header(task) : start.traceHeader();
  }

  private void follow(Orchestrator orchestrator) {
    try {
      while (true) {
        Ended ended = queue.take();
        TraceBuilder spans = ended.spans();
        try {
          exporter.send((spans == null ? read(orchestrator, ended.execution()) : spans).spans());
        } catch (CallerException e) {
          exporter.drop(1); // deleted in the meantime, or out of service
        } catch (RuntimeException e) {
          LOG.warn("The trace of {} could not be made", ended.execution().arn(), e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private static TraceBuilder read(Orchestrator orchestrator, Observed execution) {
    Identity identity = execution.start().identity();
    Account account = new Account(identity.partition(), identity.region(), identity.account());
    TraceBuilder spans = new TraceBuilder(execution);
    String token = null;
    do {
      Page<Stamped> page = orchestrator.history(account, identity.arn(), false, PAGE, token);
      spans.add(page.items());
      token = page.nextToken();
    } while (token != null);
    return spans;
  }

  /// What has not been sent is lost. Afterwards nobody here reads the store.
  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
