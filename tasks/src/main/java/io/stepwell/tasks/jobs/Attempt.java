package io.stepwell.tasks.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run of a job's program, under a small shell script that outlives this process
/// (`supervise.sh`). All that is known of it is in its folder.
///
/// | file | written by | says |
/// |---|---|---|
/// | `claim` | supervisor | it runs, or ran: a folder, so that only one supervisor ever makes it |
/// | `pid`, `job` | supervisor | who it is, and which process is the program |
/// | `log` | program | what it printed |
/// | `exit` | supervisor | how the program ended |
/// | `end.json` | server | what became of the attempt |
///
/// A server that does not know whether it started an attempt starts it again: the claim is there
/// already, and the second supervisor ends without a word. A process is taken for the recorded one
/// only if it began before the record was written, so a number that is used again fools nobody.
final class Attempt {
  /// How long a program has to end by itself, as on AWS.
  private static final Duration GRACE = Duration.ofSeconds(30);

  /// Between the claim and the note of who made it.
  private static final Duration NOTE = Duration.ofSeconds(5);

  /// By which clocks of files and processes may differ.
  private static final Duration SLACK = Duration.ofSeconds(2);

  private static final Duration FOREVER = Duration.ofDays(10_000);
  private static final String SCRIPT = script();

  private final Path folder;
  private @Nullable Process started;

  Attempt(Path folder) {
    this.folder = folder;
  }

  Path log() {
    return folder.resolve("log");
  }

  boolean isClaimed() {
    return Files.exists(folder.resolve("claim"));
  }

  @Nullable AttemptEnd end() {
    Members end = Members.read(folder.resolve("end.json"));
    return end == null ? null : AttemptEnd.of(end);
  }

  void record(AttemptEnd end) {
    DurableFile.write(folder.resolve("end.json"), end.json());
  }

  /// Makes its folder.
  void prepare() {
    try {
      Files.createDirectories(folder);
      DurableFile.forceParent(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for an attempt: " + folder, e);
    }
  }

  /// Starts it, unless it has been before.
  void start(List<String> command, String directory, Map<String, String> environment) {
    prepare();
    try {
      List<String> all = new ArrayList<>(List.of("sh", "-c", SCRIPT, "supervise"));
      all.add(folder.toAbsolutePath().toString());
      all.add(directory);
      all.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(all);
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      started = builder.start();
      started.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a job in " + folder, e);
    }
  }

  /// Waits for the end, and brings it about when it is time.
  ///
  /// @param stop completes with the reason for which it is to end early
  /// @param killer ends what the program has started elsewhere, a container
  AttemptEnd await(@Nullable Duration timeout, CompletableFuture<String> stop, Runnable killer)
      throws InterruptedException {
    ProcessHandle supervisor = supervisor();
    String reason = null;
    if (supervisor != null) {
      reason = untilEnd(supervisor, left(timeout), stop);
      if (reason != null) {
        killer.run();
        kill(supervisor);
      }
    }
    if (exitCode() == null) {
      orphan();
    }
    return ended(exitCode(), reason);
  }

  private Duration left(@Nullable Duration timeout) {
    return timeout == null ? FOREVER : Duration.between(Instant.now(), startedAt().plus(timeout));
  }

  /// @return why it must be killed, or null when it has ended by itself
  private @Nullable String untilEnd(
      ProcessHandle supervisor, Duration left, CompletableFuture<String> stop)
      throws InterruptedException {
    try {
      CompletableFuture.anyOf(supervisor.onExit(), stop)
          .get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
      return exitCode() == null && supervisor.isAlive() ? stop.getNow(null) : null;
    } catch (TimeoutException e) {
      return exitCode() == null ? AttemptEnd.TIMED_OUT : null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing fails here", e);
    }
  }

  private AttemptEnd ended(@Nullable Integer code, @Nullable String killed) {
    Instant stopped = time("exit");
    String reason =
        killed != null
            ? killed
            : code == null
                ? "Host terminated: the supervisor of the job was killed"
                : code == 0 ? null : AttemptEnd.EXITED;
    return new AttemptEnd(
        startedAt(),
        stopped == null ? Instant.now() : stopped,
        code,
        reason,
        reason == null ? null : LogTail.of(log()));
  }

  Instant startedAt() {
    Instant noted = time("pid");
    return noted == null ? Instant.now() : noted;
  }

  private @Nullable Integer exitCode() {
    String text = DurableFile.read(folder.resolve("exit"));
    return text == null ? null : Integer.valueOf(text.strip());
  }

  private @Nullable Instant time(String file) {
    try {
      return Files.getLastModifiedTime(folder.resolve(file)).toInstant();
    } catch (IOException e) {
      return null; // there is none
    }
  }

  /// The supervisor while it lives, or null when it has ended.
  private @Nullable ProcessHandle supervisor() throws InterruptedException {
    Instant patience = Instant.now().plus(NOTE);
    while (exitCode() == null) {
      if (Files.exists(folder.resolve("pid"))) {
        return process("pid");
      }
      Process own = started;
      if ((own == null || !own.isAlive()) && Instant.now().isAfter(patience)) {
        return null;
      }
      Thread.sleep(5);
    }
    return null;
  }

  /// The living process that a file names, or null.
  private @Nullable ProcessHandle process(String file) {
    String pid = DurableFile.read(folder.resolve(file));
    Instant noted = time(file);
    if (pid == null || pid.isBlank() || noted == null) {
      return null;
    }
    return ProcessHandle.of(Long.parseLong(pid.strip()))
        .filter(ProcessHandle::isAlive)
        .filter(
            found ->
                found
                    .info()
                    .startInstant()
                    .map(start -> !start.isAfter(noted.plus(SLACK)))
                    .orElse(true))
        .orElse(null);
  }

  /// The supervisor ends by itself once the program has.
  private void kill(ProcessHandle supervisor) throws InterruptedException {
    List<ProcessHandle> all = supervisor.descendants().toList();
    all.forEach(ProcessHandle::destroy);
    if (!hasEnded(supervisor, GRACE)) {
      Stream.concat(all.stream(), supervisor.descendants()).forEach(ProcessHandle::destroyForcibly);
      if (!hasEnded(supervisor, GRACE)) {
        supervisor.destroyForcibly();
      }
    }
    all.forEach(ProcessHandle::destroyForcibly); // what the program left behind
  }

  /// A program without a supervisor: nobody would learn how it ends, and another attempt must not
  /// run beside it.
  private void orphan() throws InterruptedException {
    ProcessHandle program = process("job");
    if (program != null) {
      List<ProcessHandle> all = Stream.concat(Stream.of(program), program.descendants()).toList();
      all.forEach(ProcessHandle::destroy);
      hasEnded(program, GRACE);
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static boolean hasEnded(ProcessHandle process, Duration patience)
      throws InterruptedException {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing fails here", e);
    }
  }

  private static String script() {
    try (InputStream in = Attempt.class.getResourceAsStream("supervise.sh")) {
      if (in == null) {
        throw new IllegalStateException("supervise.sh is part of the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
