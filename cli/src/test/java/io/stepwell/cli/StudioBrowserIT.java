package io.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.stepwell.server.StepwellServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The Studio in a real browser: `studio/test/browser` against a [StudioServer].
///
/// Left out, with a sentence, where there is no Chromium, no node, or no built Studio; in CI (`CI=true`)
/// that is a failure. `-Dstudio.screenshots=true` writes the views that the tests look at to
/// `docs/studio`.
final class StudioBrowserIT {
  private static final Path ROOT = Path.of(System.getProperty("stepwell.root", ".."));
  private static final Path STUDIO = ROOT.resolve("studio");
  private static final Path RUNNER = STUDIO.resolve("node_modules/vitest/vitest.mjs");

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  StudioBrowserIT() {}

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void whatPeopleDoInTheStudioWorksInARealBrowser() throws Exception {
    Path chromium = needed(chromium(), "Chromium on the PATH (apt-get install chromium)");
    Path node = needed(node(), "node on the PATH or fetched by the Studio's build");
    needed(present(RUNNER), "the Studio's packages (./mvnw -pl studio process-resources)");
    needed(studio(), "the Studio in this build");

    try (StudioServer server = StudioServer.open(0, directory, ROOT)) {
      Path log = directory.resolve("browser.log");
      int exit = run(node, chromium, server, log);

      assertThat(exit).as(() -> read(log)).isZero();
    }
  }

  private static int run(Path node, Path chromium, StudioServer server, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder tests =
        new ProcessBuilder(
                node.toString(),
                RUNNER.toAbsolutePath().toString(),
                "run",
                "--config",
                "vitest.browser.config.ts")
            .directory(STUDIO.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    tests.environment().put("STEPWELL_URL", server.url());
    tests.environment().put("STUDIO_CONTROL", server.control());
    tests.environment().put("STUDIO_GUARDED", server.guarded());
    tests.environment().put("STUDIO_FOLDER", server.folder().toString());
    tests.environment().put("STUDIO_CHROMIUM", chromium.toString());
    tests.environment().put("NO_COLOR", "1");
    if (Boolean.getBoolean("studio.screenshots")) {
      tests
          .environment()
          .put("STUDIO_SCREENSHOTS", ROOT.resolve("docs/studio").toAbsolutePath().toString());
    }
    Process process = tests.start();
    try {
      return process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /// Something without which there is nothing to be seen: in CI it has to be there.
  private static Path needed(Optional<Path> found, String what) {
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI runs the Studio in a browser and needs " + what);
    }
    assumeThat(found).as("The Studio was not tried in a browser: it needs %s", what).isPresent();
    return found.orElseThrow();
  }

  private static Optional<Path> chromium() {
    return onPath(List.of("chromium", "chromium-browser", "google-chrome"));
  }

  /// The one on the PATH, or that which the Studio's build has fetched.
  private static Optional<Path> node() throws IOException {
    Optional<Path> found = onPath(List.of("node"));
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "stepwell");
    if (found.isPresent() || !Files.isDirectory(cache)) {
      return found;
    }
    try (Stream<Path> packages = Files.list(cache)) {
      return packages
          .filter(folder -> folder.getFileName().toString().startsWith("node-"))
          .map(folder -> folder.resolve("package/bin/node"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  private static Optional<Path> onPath(List<String> names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> present(Path file) {
    return Optional.of(file).filter(Files::exists);
  }

  /// Where the page's sources lie, if the page is on the class path.
  private static Optional<Path> studio() {
    boolean built = StepwellServer.class.getResource("/studio/assets") != null;
    return Optional.of(STUDIO).filter(_ -> built);
  }

  private static String read(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }
}
