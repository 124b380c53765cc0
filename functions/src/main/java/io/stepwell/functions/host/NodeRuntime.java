package io.stepwell.functions.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Runs `nodejs` functions with the Node.js that is installed, 18 or later, whatever version the
/// function names.
final class NodeRuntime implements LanguageRuntime {
  private static final Pattern IDENTIFIER = Pattern.compile("nodejs\\d{1,2}\\.x");
  private static final int PROBE_SECONDS = 20;
  private static final String PROBE =
      "if (parseInt(process.versions.node) < 18) process.exit(1); console.log(process.execPath)";

  /// A fact about the machine, so it is found out once for all hosts of this process.
  private static volatile @Nullable Path found;

  private final Path bootstrap;

  NodeRuntime(Path directory) throws IOException {
    bootstrap = Files.createDirectories(directory).resolve("node_bootstrap.mjs");
    try (InputStream script = NodeRuntime.class.getResourceAsStream("node_bootstrap.mjs")) {
      if (script == null) {
        throw new IOException("the Node.js bootstrap is missing in this build");
      }
      Files.copy(script, bootstrap, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public boolean serves(String identifier) {
    return IDENTIFIER.matcher(identifier).matches();
  }

  @Override
  public Optional<String> missing(String identifier) {
    return node().isPresent()
        ? Optional.empty()
        : Optional.of(
            "The runtime %s is not available on this machine: no 'node' (18 or later) was found on the PATH of the server. Install Node.js and try again."
                .formatted(identifier));
  }

  @Override
  public List<String> prepare(Path code) {
    return List.of();
  }

  @Override
  public String suffix() {
    return "node";
  }

  @Override
  public List<String> command(Deployment deployment, Path code, Path temporary) {
    Path node = node().orElseThrow(() -> new IllegalStateException("no Node.js any longer"));
    return List.of(
        node.toString(),
        "--max-old-space-size=" + Math.max(64, deployment.memoryMegabytes() * 9 / 10),
        bootstrap.toString());
  }

  /// Only what was found is remembered: what is missing may be installed while the server runs.
  private static Optional<Path> node() {
    Path known = found;
    if (known != null && Files.isExecutable(known)) {
      return Optional.of(known);
    }
    Optional<Path> probed = probe();
    probed.ifPresent(path -> found = path);
    return probed;
  }

  /// Asks the command for the program that it really starts: it may be a wrapper that needs the
  /// server's environment, which workers do not get.
  private static Optional<Path> probe() {
    try {
      Process process =
          new ProcessBuilder("node", "-e", PROBE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        Processes.kill(process.toHandle());
        return Optional.empty();
      }
      return process.exitValue() == 0 && !answer.isBlank()
          ? Optional.of(Path.of(answer.strip()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // there is no such command
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
