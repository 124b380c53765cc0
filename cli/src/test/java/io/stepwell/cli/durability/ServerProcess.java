package io.stepwell.cli.durability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// `stepwell server` in a process of its own, always on the same port and data directory.
final class ServerProcess implements AutoCloseable {
  private static final String READY = "Ready.";

  private final Path directory;
  private final String heap;
  private final int port;
  private int generation;
  private @Nullable Process process;
  private @Nullable IntFunction<String> settings;
  private CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final Queue<String> output = new ConcurrentLinkedQueue<>();

  ServerProcess(Path directory) throws IOException {
    this(directory, "512m");
  }

  /// @param heap the most that it may take
  ServerProcess(Path directory, String heap) throws IOException {
    this.directory = directory;
    this.heap = heap;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  URI endpoint() {
    return URI.create("http://localhost:" + port);
  }

  /// Each start has settings of its own.
  ///
  /// @param yaml those of a generation
  void settings(IntFunction<String> yaml) {
    settings = yaml;
  }

  void start() throws IOException {
    generation++;
    if (settings != null) {
      Files.writeString(directory.resolve("stepwell.yaml"), settings.apply(generation));
    }
    Process started = new ProcessBuilder(command()).redirectErrorStream(true).start();
    CompletableFuture<Boolean> state = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read(started, state));
    process = started;
    ready = state;
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx" + heap,
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        "io.stepwell.cli.Main",
        "server",
        "--port",
        String.valueOf(port),
        "--data",
        directory.resolve("data").toString(),
        "--config",
        directory.resolve("stepwell.yaml").toString());
  }

  private void read(Process started, CompletableFuture<Boolean> state) {
    try (BufferedReader lines = started.inputReader()) {
      String line;
      while ((line = lines.readLine()) != null) {
        output.add(line);
        if (line.equals(READY)) {
          state.complete(true);
        }
      }
    } catch (IOException e) {
      output.add(e.toString());
    }
    state.complete(false);
  }

  void awaitReady() throws Exception {
    try {
      if (ready.get(60, TimeUnit.SECONDS)) {
        return;
      }
    } catch (TimeoutException e) {
      output.add("not ready within 60 s");
    }
    throw new AssertionError("the server does not start:\n" + said());
  }

  long pid() {
    return Objects.requireNonNull(process).pid();
  }

  /// As the machine's power failing, but for what the kernel holds: no handler runs, nothing is
  /// flushed.
  ///
  /// @param tree whether the workers of functions die with it, or find their server gone
  void kill(boolean tree) {
    Process running = Objects.requireNonNull(process);
    List<ProcessHandle> workers = tree ? running.descendants().toList() : List.of();
    running.destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
    running.onExit().join();
  }

  /// SIGTERM: it may end as it likes.
  void tellToEnd() {
    Objects.requireNonNull(process)
        .toHandle()
        .destroy(); // that of a Process would close its output
  }

  /// The exit code, when it has ended.
  int awaitEnd() throws InterruptedException {
    Process ending = Objects.requireNonNull(process);
    if (!ending.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the server does not end:\n" + said());
    }
    return ending.exitValue();
  }

  /// The lines on its console so far, of all generations.
  List<String> lines() {
    return List.copyOf(output);
  }

  /// What it said on the console and in its log, for the message of a failed test.
  String said() {
    Path log = directory.resolve("data").resolve("stepwell.log");
    try {
      return String.join("\n", output) + "\n" + (Files.exists(log) ? Files.readString(log) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill(true);
    }
  }
}
