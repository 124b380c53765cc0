package io.stepwell.api.console;

import io.stepwell.api.http.Reply;
import io.stepwell.api.protocol.Operation;
import io.stepwell.engine.Event;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.json.Json;
import io.stepwell.runtime.observe.Observed;
import io.stepwell.runtime.observe.Observer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What has changed, told as it happens to whoever shows lists: executions that start and end,
/// machines that are created, updated and deleted. Of a thing that changes twice between two messages
/// only the latest is told; what is too much for a client is left out, and it is told so.
///
/// Executions inside a map run are not told: a map run's page asks for its numbers.
public final class LiveNotices implements Observer {
  private static final int MAX_CLIENTS = 200;
  private static final int MAX_WAITING = 200;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  /// Of the operations that change machines, what they do.
  private static final Map<String, String> CHANGES =
      Map.of(
          "CreateStateMachine", "created",
          "UpdateStateMachine", "updated",
          "DeleteStateMachine", "deleted");

  private final LongSupplier clock;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();

  /// @param clock epoch milliseconds
  public LiveNotices(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public void events(Observed execution, List<Stamped> events) {
    Start start = execution.start();
    if (clients.isEmpty() || start.identity().stateMachine().indexOf('/') >= 0) {
      return;
    }
    ExecutionStatus status = null;
    long at = 0;
    for (Stamped event : events) {
      ExecutionStatus now = status(event.event());
      if (now != null) {
        status = now;
        at = event.at();
      }
    }
    if (status != null) {
      Map<String, Object> notice = notice("execution", start.identity().arn());
      notice.put("machine", start.identity().stateMachineArn());
      notice.put("status", status.name());
      tell(notice, at);
    }
  }

  private static @Nullable ExecutionStatus status(Event event) {
    if (event instanceof Event.ExecutionStarted || event instanceof Event.ExecutionRedriven) {
      return ExecutionStatus.RUNNING;
    }
    if (event instanceof Event.ExecutionSucceeded) {
      return ExecutionStatus.SUCCEEDED;
    }
    if (event instanceof Event.ExecutionFailed) {
      return ExecutionStatus.FAILED;
    }
    if (event instanceof Event.ExecutionTimedOut) {
      return ExecutionStatus.TIMED_OUT;
    }
    return event instanceof Event.ExecutionAborted ? ExecutionStatus.ABORTED : null;
  }

  /// The same operations; those that change machines tell so when they have.
  public Map<String, Operation> telling(Map<String, Operation> operations) {
    Map<String, Operation> all = new HashMap<>(operations);
    CHANGES.forEach(
        (name, change) ->
            all.computeIfPresent(
                name,
                (_, operation) ->
                    (call, out) -> {
                      operation.answer(call, out);
                      machineChanged(call, change);
                    }));
    return all;
  }

  private void machineChanged(Operation.Call call, String change) {
    String given = call.fields().text("stateMachineArn");
    String arn =
        given == null
            ? "arn:%s:states:%s:%s:stateMachine:%s"
                .formatted(
                    call.account().partition(),
                    call.account().region(),
                    call.account().id(),
                    call.fields().text("name"))
            : given;
    Map<String, Object> notice = notice("machine", arn);
    notice.put("change", change);
    tell(notice, clock.getAsLong());
  }

  private static Map<String, Object> notice(String kind, String arn) {
    Map<String, Object> notice = new LinkedHashMap<>();
    notice.put("kind", kind);
    notice.put("arn", arn);
    return notice;
  }

  private void tell(Map<String, Object> notice, long at) {
    notice.put("at", at);
    clients.forEach(client -> client.tell(notice));
  }

  /// @param account whose changes the client sees
  Reply open(String account) {
    Client client = new Client(account);
    if (clients.size() >= MAX_CLIENTS) {
      throw Refusal.conflict("%d pages are watching already".formatted(MAX_CLIENTS));
    }
    return new Reply.Streamed("text/event-stream", client::write, client::end);
  }

  /// One page that watches.
  private final class Client {
    private final String account;
    private final Map<Object, Map<String, Object>> waiting = new LinkedHashMap<>();
    private final Semaphore more = new Semaphore(0);
    private boolean missed;
    private volatile boolean ended;

    Client(String account) {
      this.account = ":" + account + ":";
    }

    void tell(Map<String, Object> notice) {
      String arn = String.valueOf(notice.get("arn"));
      if (!arn.contains(account)) {
        return;
      }
      synchronized (waiting) {
        waiting.remove(arn);
        if (waiting.size() < MAX_WAITING) {
          waiting.put(arn, notice);
        } else {
          missed = true;
        }
        if (more.availablePermits() == 0) {
          more.release();
        }
      }
    }

    void end() {
      ended = true;
      more.release();
    }

    void write(OutputStream out) throws IOException, InterruptedException {
      clients.add(this);
      try {
        send(out, ":\n\n"); // from here on it misses nothing
        while (!ended) {
          boolean told = more.tryAcquire(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
          send(out, told ? message() : ":\n\n");
          Thread.sleep(BETWEEN);
        }
      } finally {
        clients.remove(this);
      }
    }

    private String message() {
      Map<String, Object> message = new LinkedHashMap<>();
      synchronized (waiting) {
        message.put("changes", new ArrayList<>(waiting.values()));
        if (missed) {
          message.put("missed", true);
        }
        waiting.clear();
        missed = false;
      }
      return "event: changes\ndata: " + Json.write(message) + "\n\n";
    }

    private static void send(OutputStream out, String frame) throws IOException {
      out.write(frame.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
