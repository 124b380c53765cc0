package io.stepwell.server.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.stepwell.server.Configuration;
import io.stepwell.server.Setting;
import io.stepwell.server.SettingsFile;
import io.stepwell.server.StepwellServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AWS SDK for JavaScript against a server that verifies signatures, with nothing changed but
/// its endpoint: the tests in `src/test/js`.
///
/// Skipped, with a sentence, where there is no Node or its packages can't be had; never in CI.
final class JavaScriptSdkIT {
  private static final Path SOURCES = Path.of("src", "test", "js");
  private static final Path WORK = Path.of("target", "js");
  private static final String SECRET = "a-secret-of-this-test";
  private static final String YAML =
      """
      auth: sigv4
      keys:
        - {accessKeyId: AKIATEST, secret: {env: TEST_SECRET}}
      """;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init")
  JavaScriptSdkIT() {}

  /// What a process said, and how it ended.
  private record Ran(int code, String output) {}

  @Test
  void everyOperationWorksFromJavaScript() throws Exception {
    Path node = onPath("node").orElseGet(() -> leftOut("no node on the PATH"));
    Path npm = onPath("npm").orElseGet(() -> leftOut("no npm on the PATH"));
    install(npm);
    Path yaml = Files.writeString(directory.resolve("stepwell.yaml"), YAML);
    Configuration configuration =
        Configuration.of(
            Map.of(Setting.PORT, "0", Setting.DATA, directory.resolve("data").toString()),
            Map.of("TEST_SECRET", SECRET),
            SettingsFile.read(yaml));
    try (StepwellServer server = StepwellServer.start(configuration, _ -> {})) {
      Map<String, String> environment =
          Map.of(
              "STEPWELL_URL",
              "http://localhost:" + server.port(),
              "STEPWELL_FUNCTION",
              function().toString(),
              "AWS_REGION",
              "us-east-1",
              "AWS_ACCESS_KEY_ID",
              "AKIATEST",
              "AWS_SECRET_ACCESS_KEY",
              SECRET);
      Ran tests = run(environment, node.toString(), "--test", "--test-reporter=tap");
      assertThat(tests.code()).as(tests.output()).isZero();
      assertThat(tests.output()).contains("# pass 13").contains("# fail 0");
    }
  }

  /// Installs what the lockfile names, unless it is there already.
  private void install(Path npm) throws Exception {
    Files.createDirectories(WORK);
    Path installed = WORK.resolve("installed-lock.json");
    Path lock = SOURCES.resolve("package-lock.json");
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Files.copy(source, WORK.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (Files.exists(installed) && Files.mismatch(installed, lock) < 0) {
      return;
    }
    Ran ci = run(Map.of(), npm.toString(), "ci", "--ignore-scripts", "--loglevel=error");
    if (ci.code() != 0) {
      leftOut("npm could not install the SDK: " + ci.output());
    }
    Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path leftOut(String why) {
    String sentence = why + ", so the AWS SDK for JavaScript was not tried";
    assertThat(System.getenv("CI")).as(sentence).isNotEqualTo("true");
    return abort(sentence);
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Ran run(Map<String, String> environment, String... command) throws Exception {
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(WORK.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return new Ran(process.exitValue(), Files.readString(output));
  }

  private Path function() throws IOException {
    String source =
        """
        import java.util.Map;

        public class Greet {
          public Map<String, Object> handleRequest(Map<String, Object> input) {
            return Map.of("greeting", "Hello " + input.get("name"));
          }
        }
        """;
    Path file = directory.resolve("function.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("Greet.java"));
      zip.write(source.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
