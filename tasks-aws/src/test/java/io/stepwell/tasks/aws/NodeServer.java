package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A server that is a package of npm: those that `src/test/js/package.json` names.
///
/// Tests that need one are skipped, with a sentence, where there is no Node or the packages can't be
/// had; never in CI.
final class NodeServer implements AutoCloseable {
  private static final Path SOURCES = Path.of("src", "test", "js");
  private static final Path WORK = Path.of("target", "js");

  private final Process process;
  private final URI url;

  private NodeServer(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /// DynamoDB's API.
  static NodeServer dynamoDb() throws Exception {
    return start(
        """
        require('dynalite')({createTableMs: 0, updateTableMs: 0, deleteTableMs: 0})
          .listen(0, '127.0.0.1', function () { console.log(this.address().port) })
        """);
  }

  /// S3's API over a directory.
  static NodeServer s3(Path directory) throws Exception {
    return start(
        """
        const S3rver = require('s3rver')
        require('s3rver/lib/models/account').DUMMY_ACCOUNT.createKeyPair('test', 'test')
        new S3rver({address: '127.0.0.1', port: 0, silent: true, directory: '%s',
                    allowMismatchedSignatures: true, vhostBuckets: false})
          .run().then(address => console.log(address.port))
        """
            .formatted(directory.toAbsolutePath().toString().replace("\\", "/")));
  }

  private static NodeServer start(String script) throws Exception {
    Path node = onPath("node").orElseGet(() -> leftOut("no node on the PATH"));
    install(onPath("npm").orElseGet(() -> leftOut("no npm on the PATH")));
    Process process =
        new ProcessBuilder(node.toString(), "-e", script)
            .directory(WORK.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = process.inputReader();
    String port = lines.readLine();
    assertThat(port).as("the port of %s", script).isNotNull();
    return new NodeServer(process, URI.create("http://127.0.0.1:" + port.strip()));
  }

  URI url() {
    return url;
  }

  /// Installs what the lockfile names, unless it is there already.
  private static void install(Path npm) throws Exception {
    Files.createDirectories(WORK);
    Path lock = SOURCES.resolve("package-lock.json");
    Path installed = WORK.resolve("installed-lock.json");
    if (Files.exists(installed) && Files.mismatch(installed, lock) < 0) {
      return;
    }
    for (String file : new String[] {"package.json", "package-lock.json"}) {
      Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Path output = WORK.resolve("npm.log");
    Process process =
        new ProcessBuilder(npm.toString(), "ci", "--ignore-scripts", "--loglevel=error")
            .directory(WORK.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    if (process.exitValue() != 0) {
      leftOut("npm could not install the servers: " + Files.readString(output));
    }
    Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path leftOut(String why) {
    String sentence = why + ", so this service was not tried";
    assertThat(System.getenv("CI")).as(sentence).isNotEqualTo("true");
    return abort(sentence);
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
