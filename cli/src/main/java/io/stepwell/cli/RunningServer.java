package io.stepwell.cli;

import io.stepwell.server.StepwellServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A server in this process, for as long as it is wanted: SIGTERM and Ctrl-C end it cleanly.
final class RunningServer {
  private static final AtomicBoolean FAILED = new AtomicBoolean();

  private RunningServer() {}

  /// What a server is to do when its store fails: the process ends, as nothing that it would
  /// acknowledge could be kept.
  static Consumer<Throwable> onFatal() {
    return failure -> {
      if (FAILED.compareAndSet(false, true)) {
        System.err.println(
            "stepwell: the data can no longer be written, so the server ends: "
                + failure.getMessage());
        System.err.flush();
        Runtime.getRuntime().halt(CliException.FAILED);
      }
    };
  }

  /// Drains and closes the server when the process ends. A signal to end counts as success; a second one
  /// ends it at once.
  static void closeAtExit(StepwellServer server) {
    AtomicBoolean told = new AtomicBoolean();
    Signals.onEnd(
        signal -> {
          if (told.compareAndSet(false, true)) {
            System.exit(0); // returns never; the next signal has a thread of its own
          }
          say("ended at once; the next start goes on with what is durable");
          Runtime.getRuntime().halt(signal.exitCode());
        });
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("shutdown").unstarted(() -> end(server, told.get())));
  }

  private static void end(StepwellServer server, boolean told) {
    try {
      server.drain(RunningServer::say);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
    if (told) {
      say("stopped");
    }
  }

  private static void say(String sentence) {
    System.out.println("stepwell: " + sentence);
    System.out.flush();
  }

  /// Waits until the process is told to end.
  static void serve() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
