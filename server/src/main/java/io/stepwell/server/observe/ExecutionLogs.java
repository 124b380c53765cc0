package io.stepwell.server.observe;

import io.stepwell.engine.Stamped;
import io.stepwell.runtime.express.EventWeight;
import io.stepwell.runtime.observe.LogLevel;
import io.stepwell.runtime.observe.MachineSettings;
import io.stepwell.runtime.observe.Observed;
import io.stepwell.runtime.observe.Observer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs executions as their machines' `loggingConfiguration` asks for. One thread writes; what it
/// can't keep up with is dropped, counted and told in the server's log, for executions wait for
/// nothing here.
public final class ExecutionLogs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutionLogs.class);
  private static final long MAX_QUEUED_BYTES = 64L * 1024 * 1024;
  private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long CLOSE_MILLIS = 10_000;

  /// What is to be written, and the sign that nothing will follow.
  private sealed interface Entry {
    record Slice(
        LogGroupName group,
        MachineSettings settings,
        Observed execution,
        List<Stamped> events,
        long weight)
        implements Entry {}

    record End() implements Entry {}
  }

  private final LogDirectory directory;
  private final @Nullable PrintStream console;
  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Thread thread;
  private volatile Observer.@Nullable Machines machines;
  private long toldDropped;
  private boolean toldFailure;
  private long toldAt = System.nanoTime() - TELL_EVERY_NANOS;

  /// @param console where records are printed, too; null for nowhere
  public ExecutionLogs(LogDirectory directory, @Nullable PrintStream console) {
    this.directory = directory;
    this.console = console;
    thread = Thread.ofPlatform().name("execution-logs").daemon().start(this::write);
  }

  void open(Observer.Machines catalog) {
    machines = catalog;
  }

  boolean accepts(String account, String logGroupArn) {
    LogGroupName group = LogGroupName.of(account, logGroupArn);
    return group != null && directory.accepts(group);
  }

  /// Never waits.
  void events(Observed execution, MachineSettings settings, List<Stamped> events) {
    String arn = settings.logGroupArn();
    LogGroupName group =
        arn == null ? null : LogGroupName.of(execution.start().identity().account(), arn);
    if (group == null || !any(settings.level(), events)) {
      return;
    }
    long weight = EventWeight.of(events);
    if (queuedBytes.addAndGet(weight) > MAX_QUEUED_BYTES) {
      queuedBytes.addAndGet(-weight);
      dropped.add(events.size());
    } else {
      queue.add(new Entry.Slice(group, settings, execution, events, weight));
    }
  }

  private static boolean any(LogLevel level, List<Stamped> events) {
    for (Stamped event : events) {
      if (!event.internal() && level.logs(event.event())) {
        return true;
      }
    }
    return false;
  }

  void write(MetricsText out) {
    out.family("log_records_written_total", "counter", "Records logged").value(written.sum());
    out.family("log_records_dropped_total", "counter", "Events that could not be logged")
        .value(dropped.sum());
  }

  // ---- the thread

  private void write() {
    try {
      while (queue.take() instanceof Entry.Slice first) {
        Entry next = first;
        while (next instanceof Entry.Slice slice) {
          contained(() -> write(slice), slice.events().size());
          next = queue.poll();
        }
        contained(this::flush, 0);
        tellDropped();
        if (next instanceof Entry.End) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whatever fails in one slice, the others are written. Told once, as it may fail for each.
  private void contained(Runnable work, int events) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError e) {
      dropped.add(events);
      if (!toldFailure) {
        toldFailure = true;
        LOG.error("Logging of executions met an error; further ones are counted, not told", e);
      }
    }
  }

  private void write(Entry.Slice slice) {
    queuedBytes.addAndGet(-slice.weight());
    long bytes = 0;
    for (Stamped event : slice.events()) {
      if (!slice.settings().level().logs(event.event())) {
        continue;
      }
      byte[] record = LogRecord.of(event, slice.execution(), slice.settings().includeData());
      if (record != null && write(slice.group(), record)) {
        bytes += record.length + 1;
      }
    }
    Observer.Machines known = machines;
    if (bytes > 0 && known != null) {
      known.logged(slice.execution().start(), slice.events().getLast().at(), bytes);
    }
  }

  private boolean write(LogGroupName group, byte[] record) {
    try {
      if (!directory.append(group, record)) {
        return false;
      }
      if (console != null) {
        console.write(record);
        console.write('\n');
      }
      written.increment();
      return true;
    } catch (IOException | RuntimeException e) {
      dropped.increment();
      LOG.debug("A record could not be logged", e);
      return false;
    }
  }

  private void flush() {
    try {
      directory.flush();
      if (console != null) {
        console.flush();
      }
    } catch (IOException e) {
      LOG.warn("The log of executions could not be written: {}", e.toString());
    }
  }

  private void tellDropped() {
    long all = dropped.sum();
    long now = System.nanoTime();
    if (all > toldDropped && now - toldAt >= TELL_EVERY_NANOS) {
      LOG.warn(
          "{} events of executions were not logged: the disk is slow or full", all - toldDropped);
      toldDropped = all;
      toldAt = now;
    }
  }

  /// Returns when what was seen is written, or after some seconds.
  @Override
  public void close() throws IOException {
    queue.add(new Entry.End());
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    directory.close();
  }
}
