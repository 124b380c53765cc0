package io.stepwell.api;

import io.stepwell.api.auth.Caller;
import io.stepwell.api.http.Header;
import io.stepwell.api.http.PercentEncoding;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.protocol.Accounts;
import io.stepwell.api.states.ExecutionIdentity;
import io.stepwell.engine.Event;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.history.HistoryEvents;
import io.stepwell.json.Json;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.Orchestrator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The history of one execution as server-sent events: what is there already, then every event as it
/// becomes durable, each as GetExecutionHistory shows it, under its AWS id. After the last one comes
/// an event named `end`, and the stream ends.
final class LiveEvents {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /// The watch ends right behind the last event that it brings.
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /// Events that wait for a slow client; then the watch waits, too, and reads on from the store.
  private static final int MAX_WAITING = 256;

  private final Orchestrator orchestrator;
  private final Accounts accounts;

  LiveEvents(Orchestrator orchestrator, Accounts accounts) {
    this.orchestrator = orchestrator;
    this.accounts = accounts;
  }

  /// @param arn percent-encoded
  Reply of(Request request, Caller caller, String arn) {
    String execution = PercentEncoding.decoded(arn);
    try {
      String[] parts = execution.split(":", 6);
      caller.requireAccount(
          parts.length == 6 ? parts[4] : "", "states:DescribeExecution", execution);
      Viewer viewer = new Viewer(ExecutionIdentity.of(execution));
      Orchestrator.Watch watch =
          orchestrator.watch(
              accounts.of(caller, request.header(Header.AUTHORIZATION)), execution, viewer::see);
      return new Reply.Streamed(
          "text/event-stream",
          out -> {
            try (watch) {
              viewer.show(watch, out);
            }
          },
          viewer::end);
    } catch (CallerException e) {
      return Reply.refused(404, e.code().type(), e.message());
    }
  }

  /// Between the thread that brings events and the one that writes them.
  private static final class Viewer {
    /// No event: it ends the waiting for one.
    private static final Stamped NO_MORE = new Stamped(new Event.Woken(), 0, 0, 0, 0);

    private final LinkedBlockingQueue<Stamped> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Identity identity;
    private volatile boolean gone;
    private volatile boolean ended;

    Viewer(Identity identity) {
      this.identity = identity;
    }

    void see(Stamped event) {
      try {
        while (!gone && !waiting.offer(event, 1, TimeUnit.SECONDS)) {
          // a client that does not read; whether it has gone shows when something is written
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void end() {
      ended = true;
      var _ = waiting.offer(NO_MORE); // if there is no room nobody waits
    }

    void show(Orchestrator.Watch watch, OutputStream out) throws IOException, InterruptedException {
      try {
        while (true) {
          Stamped event = waiting.poll(HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
          if (ended) {
            return;
          }
          if (event == null) {
            send(out, ":\n\n"); // nothing new; a client that has gone is noticed here
          } else {
            write(out, event);
            if (closes(event) && watch.awaitEnd(SETTLE) && waiting.isEmpty()) {
              send(out, "event: end\ndata: {}\n\n");
              return;
            }
          }
        }
      } finally {
        gone = true;
      }
    }

    /// A redriven execution goes on behind such an event; the watch knows.
    private static boolean closes(Stamped event) {
      return event.event() instanceof Event.ExecutionSucceeded
          || event.event() instanceof Event.ExecutionFailed
          || event.event() instanceof Event.ExecutionAborted
          || event.event() instanceof Event.ExecutionTimedOut;
    }

    private void write(OutputStream out, Stamped event) throws IOException {
      Object rendered = HistoryEvents.render(event, identity, true);
      if (rendered != null) {
        String frame = "id: " + event.id() + "\ndata: " + Json.write(rendered) + "\n\n";
        send(out, frame);
      }
    }

    private static void send(OutputStream out, String frame) throws IOException {
      out.write(frame.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
