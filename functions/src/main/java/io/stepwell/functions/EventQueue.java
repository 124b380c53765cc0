package io.stepwell.functions;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls that nobody waits for: a file each, which is on the disk before the call is accepted and goes
/// when the call has succeeded, or failed for the last time (Lambda, "Asynchronous invocation").
///
/// At least once, as on AWS: a call that a crash interrupted is made again, with the same request id.
/// A call that is accepted again while it waits is the same one.
final class EventQueue implements AutoCloseable {
  /// How long AWS waits before the second and the third attempt.
  static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

  /// How many calls may wait.
  ///
  /// @param callsOfOne function: one that always fails, and is called again and again, leaves the rest to
  ///     others
  /// @param bytes of the payloads of all that wait, which are held in memory too
  record Room(int calls, int callsOfOne, long bytes) {
    static final Room STANDARD = new Room(10_000, 5_000, 256L << 20);
  }

  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  private final Path directory;
  private final List<Duration> retries;
  private final Room room;
  private final Caller caller;
  private final Clock clock;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Map<String, Integer> waitingOf = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean holding;

  /// Makes a call and waits for its end.
  interface Caller {
    Invocation call(InvokeFunction request) throws InterruptedException;
  }

  /// A call and how often it has been made.
  ///
  /// @param notBefore epoch milliseconds
  private record Event(InvokeFunction call, int attempts, long notBefore) {}

  private EventQueue(
      Path directory, List<Duration> retries, Room room, Caller caller, Clock clock) {
    this.directory = directory;
    this.retries = retries;
    this.room = room;
    this.caller = caller;
    this.clock = clock;
  }

  /// Opens the queue, and goes on with the calls that are in it.
  static EventQueue open(
      Path directory, List<Duration> retries, Room room, Caller caller, Clock clock)
      throws IOException {
    EventQueue queue =
        new EventQueue(Files.createDirectories(directory), retries, room, caller, clock);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        queue.begin(file, decode(Files.readAllBytes(file)));
      }
    }
    return queue;
  }

  /// @throws FunctionException TooManyRequestsException
  void accept(InvokeFunction call) {
    int own = waitingOf.getOrDefault(call.function(), 0);
    if (own >= room.callsOfOne()) {
      throw new FunctionException(
          "TooManyRequestsException",
          429,
          "%d calls of %s that nobody waits for are to be made already"
              .formatted(own, call.function()));
    }
    if (waiting.get() >= room.calls()
        || waitingBytes.get() + call.payload().size() > room.bytes()) {
      throw new FunctionException(
          "TooManyRequestsException",
          429,
          "%d calls that nobody waits for, with %d bytes, are to be made already; at most %d calls and %d bytes may wait"
              .formatted(waiting.get(), waitingBytes.get(), room.calls(), room.bytes()));
    }
    Event event = new Event(call, 0, clock.millis());
    String name = call.requestId().replaceAll("[^A-Za-z0-9-]", "_");
    Path file = directory.resolve(name + ".json");
    if (Files.exists(file)) {
      return;
    }
    DurableFiles.write(file, encode(event));
    begin(file, event);
  }

  /// From now on no call is begun: the next server makes those.
  void hold() {
    holding = true;
  }

  /// How many calls are being made now.
  int underWay() {
    return underWay.get();
  }

  private void begin(Path file, Event event) {
    waiting.incrementAndGet();
    waitingBytes.addAndGet(event.call().payload().size());
    String function = event.call().function();
    waitingOf.merge(function, 1, Integer::sum);
    threads.execute(
        () -> {
          try {
            run(file, event);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next server goes on with it
          } catch (RuntimeException e) {
            LOG.error("The call {} cannot be gone on with", event.call(), e);
          } finally {
            waiting.decrementAndGet();
            waitingBytes.addAndGet(-event.call().payload().size());
            waitingOf.computeIfPresent(function, (_, count) -> count == 1 ? null : count - 1);
          }
        });
  }

  private void run(Path file, Event first) throws InterruptedException {
    Event event = first;
    while (true) {
      Thread.sleep(Math.max(0, event.notBefore() - clock.millis()));
      if (holding) {
        return; // its file stays
      }
      if (succeeds(event.call()) || event.attempts() == retries.size()) {
        DurableFiles.remove(file);
        return;
      }
      long next = clock.millis() + retries.get(event.attempts()).toMillis();
      event = new Event(event.call(), event.attempts() + 1, next);
      DurableFiles.write(file, encode(event));
    }
  }

  /// A function that is gone by now counts as done: nobody is there to be called again.
  private boolean succeeds(InvokeFunction call) throws InterruptedException {
    underWay.incrementAndGet();
    try {
      return !caller.call(call).failed();
    } catch (FunctionException e) {
      LOG.warn("{} that nobody waits for: {}", call, e.message());
      return e.status() < 500 && e.status() != 429;
    } finally {
      underWay.decrementAndGet();
    }
  }

  private static byte[] encode(Event event) {
    InvokeFunction call = event.call();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("version", 1L);
    members.put("function", call.function());
    members.put("qualifier", call.qualifier());
    members.put("payload", call.payload().text());
    members.put("requestId", call.requestId());
    members.put("traceHeader", call.traceHeader());
    members.put("clientContext", call.clientContext());
    members.put("attempts", (long) event.attempts());
    members.put("notBefore", event.notBefore());
    return Json.writeBytes(members);
  }

  private static Event decode(byte[] bytes) throws IOException {
    try {
      Map<?, ?> members = Json.parse(bytes) instanceof Map<?, ?> map ? map : Map.of();
      return new Event(
          new InvokeFunction(
              String.valueOf(members.get("function")),
              (String) members.get("qualifier"),
              Payload.ofText(String.valueOf(members.get("payload"))),
              String.valueOf(members.get("requestId")),
              null,
              (String) members.get("traceHeader"),
              (String) members.get("clientContext")),
          members.get("attempts") instanceof Number attempts ? attempts.intValue() : 0,
          members.get("notBefore") instanceof Number millis ? millis.longValue() : 0);
    } catch (JsonException e) {
      throw new IOException("a call that nobody waits for is damaged: " + e.message(), e);
    }
  }

  /// What is not done stays on the disk. Returns when no call is being made any more, so that none
  /// ends behind the next server's back.
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
