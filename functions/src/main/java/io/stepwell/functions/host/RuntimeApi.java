package io.stepwell.functions.host;

import io.stepwell.json.Payload;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The Lambda Runtime API (2018-06-01) for one worker: it asks for the next call, and posts what came
/// of it.
///
/// Listens on an ephemeral loopback port below a path that only this worker was told, so that no
/// other process on the machine can take or answer its calls.
final class RuntimeApi implements Closeable {
  /// What Lambda lets a function return: 6 MiB and some bytes for the envelope.
  static final int MAX_RESPONSE_BYTES = 6_291_556;

  private static final String VERSION = "/2018-06-01/runtime/";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] ACCEPTED = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);

  private final ServerSocket server;
  private final String path;
  private final BlockingQueue<Handover> queue = new LinkedBlockingQueue<>();
  private final CompletableFuture<Ready> ready = new CompletableFuture<>();
  private volatile @Nullable Handover current;
  private volatile boolean closed;

  RuntimeApi() throws IOException {
    byte[] secret = new byte[16];
    RANDOM.nextBytes(secret);
    path = "/" + HexFormat.of().formatHex(secret);
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("runtime-api").start(this::accept);
  }

  /// How the worker's start ended.
  sealed interface Ready {
    /// It asked for its first call.
    record Asked() implements Ready {}

    /// It will not, and this is what a call is told.
    record Failed(Function<String, Outcome> outcomeOfRequest) implements Ready {}
  }

  /// A call on its way to the worker.
  static final class Handover {
    final Call call;
    final long deadlineMillis;
    final CompletableFuture<@Nullable Outcome> outcome = new CompletableFuture<>();
    volatile boolean taken;

    Handover(Call call) {
      this.call = call;
      deadlineMillis = System.currentTimeMillis() + call.timeout().toMillis();
    }

    /// The process ended. A call that it never took has no outcome: another worker can have it.
    void workerExited(int exitValue) {
      outcome.complete(
          taken ? new Outcome.Failed(ErrorDocument.exited(call.requestId(), exitValue)) : null);
    }
  }

  /// The value for `AWS_LAMBDA_RUNTIME_API`.
  String endpoint() {
    return "127.0.0.1:" + server.getLocalPort() + path;
  }

  CompletableFuture<Ready> ready() {
    return ready;
  }

  /// Gives the worker a call; its outcome comes when the worker posts it.
  Handover offer(Call call) {
    Handover handover = new Handover(call);
    current = handover;
    queue.add(handover);
    return handover;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    queue.add(
        new Handover(new Call("", "", Payload.NULL, Duration.ZERO, null, null))); // wakes who waits
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().name("runtime-api-connection").start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      HttpExchange exchange = new HttpExchange(socket, MAX_RESPONSE_BYTES);
      for (HttpExchange.Request request = exchange.read();
          request != null && !closed;
          request = exchange.read()) {
        answer(exchange, request);
      }
    } catch (IOException e) {
      // The worker's side is gone. Its exit, not its connection, decides what becomes of the call.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, HttpExchange.Request request)
      throws IOException, InterruptedException {
    String prefix = path + VERSION;
    if (!request.path().startsWith(prefix)) {
      refuse(exchange, 404, "no such path");
      return;
    }
    String action = request.path().substring(prefix.length());
    if (action.equals("invocation/next")) {
      next(exchange);
    } else if (action.equals("init/error")) {
      Payload body = request.body();
      Outcome outcome = new Outcome.Failed(body == null ? Payload.EMPTY_OBJECT : body);
      ready.complete(new Ready.Failed(requestId -> outcome));
      exchange.write(202, Map.of(), ACCEPTED);
    } else {
      finish(exchange, request, action.split("/"));
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    Handover unfinished = current;
    if (unfinished != null && unfinished.taken && !unfinished.outcome.isDone()) {
      refuse(exchange, 403, "the last invocation has no response yet");
      return;
    }
    ready.complete(new Ready.Asked());
    Handover handover = queue.take();
    if (closed) {
      refuse(exchange, 410, "the worker is no longer wanted");
      return;
    }
    handover.taken = true;
    exchange.write(200, headers(handover), handover.call.payload().bytes());
  }

  private Map<String, String> headers(Handover handover) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Lambda-Runtime-Aws-Request-Id", handover.call.requestId());
    headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(handover.deadlineMillis));
    headers.put("Lambda-Runtime-Invoked-Function-Arn", handover.call.functionArn());
    String clientContext = handover.call.clientContext();
    if (clientContext != null) {
      headers.put("Lambda-Runtime-Client-Context", clientContext);
    }
    String trace = handover.call.traceHeader();
    headers.put("Lambda-Runtime-Trace-Id", trace == null ? newTrace() : trace);
    return headers;
  }

  private static String newTrace() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "Root=1-%08x-%08x%016x;Sampled=0"
        .formatted(
            TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()),
            random.nextInt(),
            random.nextLong());
  }

  /// `invocation/ID/response` and `invocation/ID/error`.
  private void finish(HttpExchange exchange, HttpExchange.Request request, String[] action)
      throws IOException {
    Handover handover = current;
    if (action.length != 3 || !action[0].equals("invocation")) {
      refuse(exchange, 404, "no such path");
      return;
    }
    if (handover == null || !handover.taken || !handover.call.requestId().equals(action[1])) {
      refuse(exchange, 400, "no such invocation");
      return;
    }
    Payload body = request.body();
    if (body == null) {
      handover.outcome.complete(
          new Outcome.Failed(ErrorDocument.tooLarge(request.size(), MAX_RESPONSE_BYTES)));
      refuse(exchange, 413, "the response is too large");
      return;
    }
    handover.outcome.complete(
        action[2].equals("response") ? new Outcome.Returned(body) : new Outcome.Failed(body));
    exchange.write(202, Map.of(), ACCEPTED);
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    String body = "{\"errorMessage\":\"" + why + "\",\"errorType\":\"InvalidRequest\"}";
    exchange.write(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}
