package io.stepwell.tasks.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// A service of AWS over real HTTP that answers what it was told to, in order, and keeps what it was
/// asked. Without an answer it keeps the caller waiting.
final class FakeService implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Map<String, Deque<Answer>> scripts = new ConcurrentHashMap<>();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final List<Asked> all = new CopyOnWriteArrayList<>();

  record Asked(String method, String uri, String target, String body) {
    /// The last part of the target, or of the path, in small letters.
    String action() {
      String place = target.isEmpty() ? uri : target;
      return place
          .substring(1 + Math.max(place.lastIndexOf('.'), place.lastIndexOf('/')))
          .toLowerCase(Locale.ROOT);
    }
  }

  private record Answer(int status, String type, Map<String, String> headers, String body) {}

  private static final Answer SILENCE = new Answer(0, "", Map.of(), "");

  FakeService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  FakeService json(int status, String body) {
    return json(status, Map.of(), body);
  }

  FakeService json(int status, Map<String, String> headers, String body) {
    answers.add(new Answer(status, "application/x-amz-json-1.0", headers, body));
    return this;
  }

  FakeService xml(int status, String body) {
    answers.add(new Answer(status, "text/xml", Map.of(), body));
    return this;
  }

  /// Answers requests for an action, whatever else is asked meanwhile: in order, and the last answer
  /// again and again.
  ///
  /// @param action as the request's target or path spells it, in any case
  FakeService on(String action, int status, String body) {
    scripts
        .computeIfAbsent(action.toLowerCase(Locale.ROOT), a -> new ConcurrentLinkedDeque<>())
        .add(new Answer(status, "application/x-amz-json-1.1", Map.of(), body));
    return this;
  }

  /// Leaves the next caller without an answer.
  FakeService silence() {
    answers.add(SILENCE);
    return this;
  }

  /// Forgets what was asked and what was left to answer.
  void reset() {
    answers.clear();
    scripts.clear();
    asked.clear();
    all.clear();
  }

  /// How often an action was asked for.
  long count(String action) {
    return all.stream().filter(one -> one.action().equalsIgnoreCase(action)).count();
  }

  /// Waits for the next request.
  Asked next() throws InterruptedException {
    return asked.take();
  }

  List<Asked> all() {
    return List.copyOf(all);
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    Asked question =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            target == null ? "" : target,
            new String(body, StandardCharsets.UTF_8));
    all.add(question);
    asked.add(question);
    try {
      Answer answer = answer(question);
      if (answer.equals(SILENCE)) {
        new CountDownLatch(1).await(); // until the test has ended
      }
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("x-amzn-RequestId", "request-1");
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the test has ended
    } finally {
      exchange.close();
    }
  }

  private Answer answer(Asked question) throws InterruptedException {
    String action = question.action();
    Deque<Answer> script = scripts.get(action);
    if (script == null) {
      return answers.take();
    }
    synchronized (script) {
      return script.size() > 1 ? script.removeFirst() : script.getFirst();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
