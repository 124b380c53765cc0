package io.stepwell.cli.durability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stepwell.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The microservices: slow, sometimes failing, and idempotent, that is to say a key that comes again
/// gets the answer that it got before.
final class Services implements AutoCloseable {
  private static final List<String> FUNCTIONS =
      List.of("CreateUser", "PlaceOrder", "PackItem", "Approve", "RemoveUser");
  private static final int SLOWEST_MILLIS = 300;

  private final HttpServer http;
  private final Ledger ledger;
  private final Results results;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private record Answer(int status, Map<String, ?> body) {}

  Services(Ledger ledger, Results results) throws IOException {
    this.ledger = ledger;
    this.results = results;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    FUNCTIONS.forEach(name -> http.createContext("/" + name, exchange -> serve(name, exchange)));
    http.start();
  }

  /// The `stepwell.yaml` that maps functions to these services. The addresses say which server calls:
  /// a call of one that was killed may be read when the next one runs already.
  String settings(int generation) {
    StringBuilder yaml = new StringBuilder("functions:\n");
    for (String name : FUNCTIONS) {
      yaml.append(
          "  %s: http://localhost:%d/%s/%d\n"
              .formatted(name, http.getAddress().getPort(), name, generation));
    }
    return yaml.toString();
  }

  private void serve(String function, HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = Objects.requireNonNull(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      String path = exchange.getRequestURI().getPath();
      ledger.arrived(key, Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
      Map<?, ?> input = (Map<?, ?>) Objects.requireNonNull(Json.parse(text(exchange)));
      Answer answer = answers.computeIfAbsent(key, _ -> answer(function, key, input));
      Thread.sleep(ThreadLocalRandom.current().nextInt(SLOWEST_MILLIS));
      byte[] body = Json.write(answer.body()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// Decided once for each key.
  private Answer answer(String function, String key, Map<?, ?> input) {
    int number = ((Number) Objects.requireNonNull(input.get("number"))).intValue();
    Object item = input.get("item");
    int attempt = ledger.attempt(work(function, number, item), key);
    return switch (function) {
      case "CreateUser", "RemoveUser" -> flaky(input.get("user"), attempt, key);
      case "PlaceOrder" ->
          "refused".equals(input.get("order"))
              ? new Answer(422, Map.of("error", "OrderRefused", "cause", "\"key\":\"" + key + "\""))
              : flaky(input.get("order"), attempt, key);
      case "Approve" -> {
        String token = (String) Objects.requireNonNull(input.get("token"));
        results.later(token, number, "rejected".equals(input.get("approval")) ? "Rejected" : null);
        yield new Answer(200, Map.of("key", key));
      }
      default -> new Answer(200, Map.of("key", key, "item", Objects.requireNonNull(item)));
    };
  }

  private static Answer flaky(@Nullable Object mood, int attempt, String key) {
    return "flaky".equals(mood) && attempt <= 2
        ? new Answer(500, Map.of("message", "try again", "key", key))
        : new Answer(200, Map.of("key", key));
  }

  /// What attempts are counted by.
  static String work(String function, int number, @Nullable Object item) {
    return "%s %d %s".formatted(function, number, item == null ? "" : item);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
