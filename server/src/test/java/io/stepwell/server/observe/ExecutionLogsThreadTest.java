package io.stepwell.server.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stepwell.engine.Event;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.StateType;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.observe.LogLevel;
import io.stepwell.runtime.observe.MachineSettings;
import io.stepwell.runtime.observe.Observed;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The thread that writes outlives whatever it meets.
final class ExecutionLogsThreadTest {
  private static final String GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:g:*";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path root;

  @Test
  void anErrorThatNobodyThoughtOfEndsNoLogging() throws Exception {
    AtomicInteger errors = new AtomicInteger();
    PrintStream console =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
          @Override
          public void flush() {
            errors.incrementAndGet();
            throw new IllegalStateException("nobody thought of this");
          }
        };
    LogDirectory directory = new LogDirectory(root, LogBounds.DEFAULT, InstantSource.system());
    try (ExecutionLogs logs = new ExecutionLogs(directory, console)) {
      log(logs, 2);
      await().until(() -> errors.get() > 0);
      log(logs, 3);
      await().until(() -> errors.get() > 1);
      assertThat(Objects.requireNonNull(directory.read(Account.DEFAULT, "g"))).hasSize(2);
    }
  }

  private static void log(ExecutionLogs logs, long id) {
    Start start =
        new Start(
            new Identity("aws", "us-east-1", "123456789012", "m", "e", null),
            "hash",
            "arn:aws:iam::123456789012:role/r",
            Payload.EMPTY_OBJECT,
            null,
            null,
            null,
            null,
            null);
    Event event = new Event.StateEntered(StateType.PASS, "A", Payload.EMPTY_OBJECT);
    logs.events(
        new Observed(start, 1, 0),
        new MachineSettings(LogLevel.ALL, true, GROUP, false),
        List.of(new Stamped(event, 0, id, id - 1, 1_000)));
  }
}
