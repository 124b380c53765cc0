package io.stepwell.functions.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Runs `python3.x` functions with an interpreter that is installed: of exactly that version if there
/// is one, else any Python 3.8 or later.
final class PythonRuntime implements LanguageRuntime {
  private static final Pattern IDENTIFIER = Pattern.compile("python3\\.\\d{1,2}");
  private static final int PROBE_SECONDS = 20;
  private static final String PROBE =
      "import sys; sys.exit(1) if sys.version_info < (3, 8) else print(sys.executable)";

  /// A fact about the machine, so it is found out once for all hosts of this process.
  private static final Map<String, Path> INTERPRETERS = new ConcurrentHashMap<>();

  private final Path bootstrap;

  PythonRuntime(Path directory) throws IOException {
    bootstrap = Files.createDirectories(directory).resolve("python_bootstrap.py");
    try (InputStream script = PythonRuntime.class.getResourceAsStream("python_bootstrap.py")) {
      if (script == null) {
        throw new IOException("the Python bootstrap is missing in this build");
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
    return interpreter(identifier).isPresent()
        ? Optional.empty()
        : Optional.of(
            ("The runtime %s is not available on this machine: neither '%s' nor 'python3' (3.8 or"
                 + " later) was found on the PATH of the server. Install Python 3 and try again.")
                .formatted(identifier, identifier));
  }

  @Override
  public List<String> prepare(Path code) {
    return List.of();
  }

  @Override
  public String suffix() {
    return "python";
  }

  @Override
  public List<String> command(Deployment deployment, Path code, Path temporary) {
    Path python =
        interpreter(deployment.runtime())
            .orElseThrow(() -> new IllegalStateException("no Python any longer"));
    return List.of(python.toString(), "-u", bootstrap.toString());
  }

  /// Only what was found is remembered: what is missing may be installed while the server runs.
  private static Optional<Path> interpreter(String identifier) {
    Path known = INTERPRETERS.get(identifier);
    if (known != null && Files.isExecutable(known)) {
      return Optional.of(known);
    }
    Optional<Path> found = probe(identifier).or(() -> probe("python3"));
    found.ifPresent(path -> INTERPRETERS.put(identifier, path));
    return found;
  }

  /// Asks a command for the interpreter that it really starts: it may be a wrapper that needs the
  /// server's environment, which workers do not get.
  private static Optional<Path> probe(String command) {
    try {
      Process process =
          new ProcessBuilder(command, "-c", PROBE)
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
