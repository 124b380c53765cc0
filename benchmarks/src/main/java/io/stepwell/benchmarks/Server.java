package io.stepwell.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A server that is measured, and what `/proc`, its metrics and its JVM tell of it.
final class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5); // it may have to be built first
  private static final double TICKS_PER_SECOND = 100;
  private static final int PAGE_BYTES = 4096;

  private final Endpoint endpoint;
  private final long pid;
  private final @Nullable Process process;
  private final @Nullable DataDirectory data;
  private final double readySeconds;

  private Server(
      Endpoint endpoint,
      long pid,
      @Nullable Process process,
      @Nullable DataDirectory data,
      double readySeconds) {
    this.endpoint = endpoint;
    this.pid = pid;
    this.process = process;
    this.data = data;
    this.readySeconds = readySeconds;
  }

  static Server running(Endpoint endpoint, long pid) {
    return new Server(endpoint, pid, null, null, 0);
  }

  /// Starts a checkout's packaged server and waits for its first answer.
  ///
  /// @param configuration what is in its `stepwell.yaml`
  static Server start(Path checkout, DataDirectory data, String configuration)
      throws IOException, InterruptedException {
    Path file = Files.writeString(Files.createTempFile("stepwell-bench-", ".yaml"), configuration);
    int port = freePort();
    Path log = data.log();
    ProcessBuilder builder =
        new ProcessBuilder(
                checkout.resolve("stepwell").toString(),
                "server",
                "--port",
                Integer.toString(port),
                "--data",
                data.path().toString(),
                "--config",
                file.toString())
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Endpoint endpoint = new Endpoint("127.0.0.1", port);
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      awaitAnswer(process, endpoint, log);
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
      throw e;
    } finally {
      Files.deleteIfExists(file);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Server(endpoint, process.pid(), process, data, seconds);
  }

  private static void awaitAnswer(Process process, Endpoint endpoint, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Api api = new Api(endpoint)) {
        api.call("ListStateMachines", "{}");
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException("The server did not start:\n" + Files.readString(log), e);
        }
        Thread.sleep(5);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /// From the start of the process to its first answer.
  double readySeconds() {
    return readySeconds;
  }

  // ---- what it uses

  /// CPU seconds of the process so far; NaN when its id is not known.
  double cpuSeconds() throws IOException {
    if (pid == 0) {
      return Double.NaN;
    }
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  double residentBytes() throws IOException {
    if (pid == 0) {
      return Double.NaN;
    }
    String[] pages = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ");
    return (double) Long.parseLong(pages[1]) * PAGE_BYTES;
  }

  double threads() throws IOException {
    if (pid == 0) {
      return Double.NaN;
    }
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("Threads:")) {
        return Double.parseDouble(line.substring("Threads:".length()).strip());
      }
    }
    throw new IOException("no Threads in /proc/" + pid + "/status");
  }

  double fileHandles() throws IOException {
    if (pid == 0) {
      return Double.NaN;
    }
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.count();
    }
  }

  /// What is alive on the heap, after a collection.
  double liveHeapBytes() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process tool =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    tool.waitFor();
    for (String line : text.lines().toList()) {
      if (line.startsWith("Total")) {
        return Long.parseLong(line.trim().split(" +")[2]);
      }
    }
    throw new IOException("jcmd says " + text);
  }

  /// The value of a metric without labels; 0 where it is not there.
  double metric(String name) throws IOException {
    try (Connection connection = new Connection(endpoint)) {
      for (String line : connection.get("/metrics").lines().toList()) {
        if (line.startsWith(name + " ")) {
          return Double.parseDouble(line.substring(name.length() + 1));
        }
      }
      return 0;
    }
  }

  // ---- its end

  DataDirectory data() {
    DataDirectory own = data;
    if (own == null) {
      throw new IllegalStateException("somebody else's server");
    }
    return own;
  }

  /// As `kill -9` does; the data stay.
  void kill() throws InterruptedException {
    Process own = process;
    if (own != null) {
      own.destroyForcibly().waitFor();
    }
  }

  /// As `kill` does; the data stay.
  void stop() throws InterruptedException {
    Process own = process;
    if (own != null) {
      own.destroy();
      if (!own.waitFor(30, TimeUnit.SECONDS)) {
        own.destroyForcibly().waitFor();
      }
    }
  }

  /// Ends it and forgets its data.
  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (data != null) {
      data.close();
    }
  }
}
