package io.stepwell.server.proof;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A real browser, without a window.
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  /// The one on the PATH, if there is one.
  static Optional<Chromium> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Chromium::new);
  }

  /// Opens a page in a new profile.
  ///
  /// @param directory for the profile and for what the browser says
  Process open(String url, Path directory) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(FLAGS);
    command.add("--user-data-dir=" + directory.resolve("profile"));
    command.add("--remote-debugging-port=0"); // it stays until it is ended, whatever the page does
    command.add(url);
    ProcessBuilder browser = new ProcessBuilder(command);
    browser.environment().put("TMPDIR", directory.toString());
    return browser
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("chromium.log").toFile())
        .start();
  }

  /// Ends a browser and the processes that it has started.
  static void end(Process browser) {
    try (Stream<ProcessHandle> children = browser.descendants()) {
      List<ProcessHandle> all = children.toList();
      browser.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
      browser.onExit().join();
      all.forEach(child -> child.onExit().join());
    }
  }
}
