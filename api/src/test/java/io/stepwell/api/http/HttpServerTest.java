package io.stepwell.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

final class HttpServerTest {
  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpRequest.Builder request(HttpServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  @Test
  void aRequestReachesTheHandlerAndItsReplyTheClient() throws Exception {
    Handler echo =
        request -> {
          String seen =
              String.join(
                  " ",
                  request.method(),
                  request.path(),
                  request.query("q"),
                  request.header(Header.AMZ_TARGET),
                  new String(body(request), StandardCharsets.UTF_8));
          byte[] bytes = (seen + "trailing").getBytes(StandardCharsets.UTF_8);
          return new Reply.Whole(
              201, "text/plain", Map.of("X-More", "yes"), bytes, bytes.length - 8);
        };
    try (HttpServer server = HttpServer.start("127.0.0.1", 0, echo)) {
      HttpResponse<String> response =
          send(
              request(server, "/a%3Ab/c?q=x%20y")
                  .header("x-amz-target", "T.Op")
                  .PUT(HttpRequest.BodyPublishers.ofString("body")));
      assertThat(response.statusCode()).isEqualTo(201);
      assertThat(response.body()).isEqualTo("PUT /a%3Ab/c x y T.Op body");
      assertThat(response.headers().firstValue("x-more")).hasValue("yes");
      assertThat(response.headers().firstValue("x-amzn-requestid"))
          .hasValueSatisfying(id -> assertThat(id).hasSize(36));
    }
  }

  private static byte[] body(Request request) {
    try {
      return request.body(10);
    } catch (TooLargeException e) {
      return "too large".getBytes(StandardCharsets.UTF_8);
    }
  }

  @Test
  void aBodyBeyondItsRoutesLimitIsNotRead() throws Exception {
    Handler handler = request -> Reply.of(200, "text/plain", body(request));
    try (HttpServer server = HttpServer.start("127.0.0.1", 0, handler)) {
      HttpRequest.Builder long1 =
          request(server, "/").POST(HttpRequest.BodyPublishers.ofString("x".repeat(1000)));
      assertThat(send(long1).body()).isEqualTo("too large");
      HttpRequest.Builder chunked =
          request(server, "/")
              .POST(
                  HttpRequest.BodyPublishers.fromPublisher(
                      HttpRequest.BodyPublishers.ofString("x".repeat(1000))));
      assertThat(send(chunked).body()).isEqualTo("too large");
    }
  }

  @Test
  void aFailingHandlerShowsNoStackTrace() throws Exception {
    Handler handler =
        request -> {
          throw new IllegalStateException("secret detail");
        };
    try (HttpServer server = HttpServer.start("127.0.0.1", 0, handler)) {
      HttpResponse<String> response = send(request(server, "/"));
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body())
          .startsWith("{\"__type\":\"InternalFailure\",\"message\":\"Internal error;")
          .doesNotContain("secret");
    }
  }

  @Test
  void aStreamArrivesAsItIsWritten() throws Exception {
    Handler handler =
        request ->
            new Reply.Streamed(
                "text/event-stream",
                out -> {
                  for (int i = 0; i < 3; i++) {
                    out.write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                  }
                },
                () -> {});
    try (HttpServer server = HttpServer.start("127.0.0.1", 0, handler)) {
      assertThat(send(request(server, "/")).body()).isEqualTo("data: 0\n\ndata: 1\n\ndata: 2\n\n");
    }
  }

  @Test
  void aServerThatDrainsEndsItsStreamsAndConnections() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Handler handler =
        request ->
            request.path().equals("/stream")
                ? new Reply.Streamed(
                    "text/event-stream",
                    out -> {
                      open.countDown();
                      ended.await();
                      out.write("data: last\n\n".getBytes(StandardCharsets.UTF_8));
                    },
                    ended::countDown)
                : Reply.text(200, "done");
    try (HttpServer server = HttpServer.start("127.0.0.1", 0, handler)) {
      FutureTask<HttpResponse<String>> stream =
          new FutureTask<>(() -> send(request(server, "/stream")));
      Thread.ofVirtual().start(stream);
      open.await();

      server.drain();

      assertThat(stream.get().body()).isEqualTo("data: last\n\n");
      HttpResponse<String> next = send(request(server, "/"));
      assertThat(next.statusCode()).isEqualTo(200);
      assertThat(next.headers().firstValue("connection")).hasValue("close");
    }
  }

  @Test
  void aConnectionIsClosedWhenTheClientAsksForIt() throws Exception {
    try (HttpServer server = HttpServer.start("127.0.0.1", 0, request -> Reply.text(200, "done"));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      String request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reply).startsWith("HTTP/1.1 200 OK").endsWith("done\n");
    }
  }

  @Test
  void anAnswerToHeadHasNoBody() throws Exception {
    try (HttpServer server = HttpServer.start("127.0.0.1", 0, request -> Reply.text(200, "done"));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      String head = " / HTTP/1.1\r\nHost: localhost\r\n";
      String requests = "HEAD" + head + "\r\nGET" + head + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
      String replies = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] each = replies.split("HTTP/1.1 200 OK", -1);
      assertThat(each[1]).containsIgnoringCase("Content-Length: 5").endsWith("\r\n\r\n");
      assertThat(each[2]).endsWith("done\n");
    }
  }

  @Test
  void aTakenPortIsABindException() throws Exception {
    Handler handler = request -> Reply.empty(200);
    try (HttpServer server = HttpServer.start("127.0.0.1", 0, handler)) {
      assertThatThrownBy(() -> HttpServer.start("127.0.0.1", server.port(), handler))
          .isInstanceOf(BindException.class);
    }
  }
}
