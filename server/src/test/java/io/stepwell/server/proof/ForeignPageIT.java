package io.stepwell.server.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stepwell.server.StepwellServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A stranger's web page in the browser of somebody who runs a server: whatever it sends, nothing
/// runs, and it learns nothing.
///
/// Skipped, with a sentence, where there is no Chromium.
final class ForeignPageIT {
  private final CompletableFuture<String> report = new CompletableFuture<>();

  @TempDir private Path directory;
  private Chromium chromium;
  private StepwellServer server;
  private Victims victims;
  private HttpServer stranger;

  @SuppressWarnings("NullAway.Init") // set before each test
  ForeignPageIT() {}

  @BeforeEach
  void start() throws Exception {
    Optional<Chromium> found = Chromium.find();
    assumeTrue(
        found.isPresent(),
        "No chromium on the PATH, so it was not tried what a foreign page can do");
    chromium = found.orElseThrow();
    server = StepwellServer.embedded();
    victims = new Victims(server, directory);
    stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.createContext("/", this::page);
    stranger.createContext("/done", this::done);
    stranger.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      stranger.stop(0);
      victims.close();
      server.close();
    }
  }

  /// With another host it is another site, too; with the same one only another origin.
  @ParameterizedTest(name = "from {0} to {1}")
  @CsvSource({"localhost, 127.0.0.1", "127.0.0.1, 127.0.0.1"})
  void aForeignPageStartsAndReadsNothing(String pageHost, String serverHost) throws Exception {
    String address = "http://%s:%d".formatted(serverHost, server.port());

    Map<String, String> learned = open(pageHost, address);

    assertThat(learned).hasSizeGreaterThanOrEqualTo(20);
    assertThat(learned)
        .allSatisfy((name, outcome) -> assertThat(outcome).as(name).isEqualTo(expected(name)));
    assertThat(victims.executions()).containsExactly(Victims.FIRST);
    assertThat(victims.functionHasRun()).isFalse();

    victims.useAsTheirOwner();
    assertThat(victims.executions()).hasSize(2);
    assertThat(victims.functionHasRun()).isTrue();
  }

  /// Where the browser lets a page send without asking, the server has answered, or the attempt would
  /// be blocked, too; but the page doesn't see what.
  private static String expected(String attempt) {
    if (attempt.endsWith("no-cors")) {
      return "opaque";
    }
    return attempt.matches("form-.*|beacon") ? "sent" : "blocked";
  }

  /// What the page reports of its attempts, by their names.
  private Map<String, String> open(String pageHost, String address) throws Exception {
    Files.writeString(
        directory.resolve("page.html"),
        template()
            .replace("@SERVER@", address)
            .replace("@MACHINE@", victims.machine())
            .replace("@EXECUTION@", victims.first()));
    Process browser =
        chromium.open(
            "http://%s:%d/".formatted(pageHost, stranger.getAddress().getPort()), directory);
    try {
      Map<String, String> learned = new LinkedHashMap<>();
      for (String line : report.get(90, TimeUnit.SECONDS).lines().toList()) {
        String[] parts = line.split(": ", 2);
        learned.put(parts[0], parts[1]);
      }
      return learned;
    } catch (TimeoutException e) {
      throw new AssertionError(Files.readString(directory.resolve("chromium.log")), e);
    } finally {
      Chromium.end(browser);
    }
  }

  private static String template() throws IOException {
    try (InputStream in = ForeignPageIT.class.getResourceAsStream("/proof/foreign-page.html")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = Files.readAllBytes(directory.resolve("page.html"));
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void done(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(204, -1);
      report.complete(new String(body, StandardCharsets.UTF_8));
    }
  }
}
