package io.stepwell.functions;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stepwell.functions.host.HostSettings;
import io.stepwell.json.Payload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/// Functions in a directory of a test, with real worker processes.
final class Host implements AutoCloseable {
  static final String REGION = "us-east-1";
  static final String ACCOUNT = "123456789012";

  final Functions functions;
  private final Path directory;

  private Host(Path directory, int maxWorkers, Duration idleTime) {
    this.directory = directory;
    HostSettings host =
        new HostSettings(
            directory,
            REGION,
            Map.of("FROM_HOST", "yes"),
            maxWorkers,
            idleTime,
            Duration.ofSeconds(60));
    functions =
        Functions.open(
            new FunctionSettings(REGION, ACCOUNT, directory.resolve("layers"), host),
            new DirectoryFunctionStore(directory),
            Clock.systemUTC());
  }

  static Host open(Path directory) {
    return open(directory, 8);
  }

  static Host open(Path directory, int maxWorkers) {
    return open(directory, maxWorkers, Duration.ofMinutes(1));
  }

  static Host open(Path directory, int maxWorkers, Duration idleTime) {
    return new Host(directory, maxWorkers, idleTime);
  }

  Path directory() {
    return directory;
  }

  void python(String name, String source) {
    python(name, source, Map.of(), 30);
  }

  void python(String name, String source, Map<String, String> environment, int timeoutSeconds) {
    functions.create(
        CreateFunction.of(
                name, "python3.12", "handler.handler", Zips.of("handler.py", source), environment)
            .withTimeoutSeconds(timeoutSeconds));
  }

  void java(String name, String handler, String source) {
    functions.create(
        CreateFunction.of(name, "java25", handler, Zips.of("Code.java", source), Map.of())
            .withTimeoutSeconds(30));
  }

  Invocation invoke(String name, String payload) throws InterruptedException {
    return functions.invoke(request(name, payload));
  }

  static InvokeFunction request(String name, String payload) {
    return new InvokeFunction(
        name, null, Payload.ofText(payload), UUID.randomUUID().toString(), null, null, null);
  }

  /// Skips the test, with a reason, on a machine without Python.
  static void needsPython() {
    boolean found;
    try {
      found = new ProcessBuilder("python3", "-c", "").start().waitFor() == 0;
    } catch (IOException e) {
      found = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      found = false;
    }
    assumeTrue(found, "there is no python3 on this machine");
  }

  @Override
  public void close() {
    functions.close();
  }
}
