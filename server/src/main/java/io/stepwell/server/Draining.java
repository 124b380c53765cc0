package io.stepwell.server;

import io.stepwell.api.Faces;
import io.stepwell.api.http.HttpServer;
import io.stepwell.functions.Functions;
import io.stepwell.runtime.node.LocalOrchestrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The time between being told to end and ending. Nothing new is begun; what is in flight (calls of
/// tasks, function calls, express executions, requests) may come to its end, so that it need not be done
/// again. Nothing is lost if it does not: the next server goes on with it.
record Draining(Faces faces, HttpServer http, Functions functions, LocalOrchestrator orchestrator) {
  private static final long PAUSE_MILLIS = 5;

  /// Returns when nothing is in flight any more, or the time is over.
  ///
  /// @param tell takes a sentence for each phase
  void await(Duration patience, Consumer<String> tell) throws InterruptedException {
    long begun = System.nanoTime();
    faces.drain();
    http.drain();
    functions.drain();
    orchestrator.drain();
    if (isIdle()) {
      return;
    }
    tell.accept("draining: %s in flight, up to %s".formatted(inFlight(), seconds(patience)));
    while (!isIdle() && System.nanoTime() - begun < patience.toNanos()) {
      Thread.sleep(PAUSE_MILLIS);
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    tell.accept(
        isIdle()
            ? "drained in " + seconds(taken)
            : "cut after %s: %s; the next start goes on with what is durable"
                .formatted(seconds(patience), inFlight()));
  }

  private int calls() {
    return orchestrator.callsUnderWay() + functions.eventsUnderWay();
  }

  private boolean isIdle() {
    return calls() == 0 && orchestrator.runningExpress() == 0 && faces.answering() == 0;
  }

  private String inFlight() {
    List<String> parts = new ArrayList<>();
    add(parts, calls(), "call");
    add(parts, orchestrator.runningExpress(), "express execution");
    add(parts, faces.answering(), "request");
    return parts.isEmpty() ? "nothing" : String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String noun) {
    if (count > 0) {
      parts.add("%d %s%s".formatted(count, noun, count == 1 ? "" : "s"));
    }
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0
        ? time.toSeconds() + " s"
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
