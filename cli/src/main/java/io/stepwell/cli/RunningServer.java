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

  /// Closes the server when the process is told to end, which then counts as success.
  static void closeAtExit(StepwellServer server) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      server.close();
                      System.out.flush();
                      Runtime.getRuntime().halt(0);
                    }));
  }

  /// Waits until the process is told to end.
  static void serve() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
