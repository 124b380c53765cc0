package io.stepwell.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A request that is being answered knows when its client hangs up.
final class HangUpTest {
  private static final int SECONDS = 20;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private final CountDownLatch missed = new CountDownLatch(1);

  private Reply answerWhenTheClientHasGone(Request request) throws InterruptedException {
    request.onHangUp(hungUp::countDown);
    asked.countDown();
    assertThat(hungUp.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(request.hungUp()).isTrue();
    return reply(missed::countDown);
  }

  private static Reply reply(Runnable ifMissed) {
    byte[] body = "answer\n".getBytes(StandardCharsets.US_ASCII);
    return new Reply.Whole(200, "text/plain", Map.of(), body, body.length, ifMissed);
  }

  @Test
  void aClientThatHangsUpWhileItWaitsMissesItsAnswer() throws Exception {
    try (HttpServer server = HttpServer.start("127.0.0.1", 0, this::answerWhenTheClientHasGone)) {
      Socket socket = ask(server);
      assertThat(asked.await(SECONDS, TimeUnit.SECONDS)).isTrue();
      socket.close();
      assertThat(missed.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aClientThatStaysIsAnsweredAndItsConnectionGoesOn() throws Exception {
    AtomicInteger lost = new AtomicInteger();
    Handler handler =
        request -> {
          request.onHangUp(lost::incrementAndGet);
          assertThat(request.hungUp()).isFalse();
          return reply(lost::incrementAndGet);
        };
    try (HttpServer server = HttpServer.start("127.0.0.1", 0, handler);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(SECONDS * 1000);
      for (int i = 0; i < 5; i++) {
        ask(socket, 1);
        assertThat(answer(socket)).startsWith("HTTP/1.1 200 OK");
      }
      ask(socket, 3); // one behind the other, without waiting
      for (int i = 0; i < 3; i++) {
        assertThat(answer(socket)).startsWith("HTTP/1.1 200 OK");
      }
      assertThat(lost).hasValue(0);
    }
  }

  private static Socket ask(HttpServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    ask(socket, 1);
    return socket;
  }

  private static void ask(Socket socket, int times) throws IOException {
    String request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.repeat(times).getBytes(StandardCharsets.US_ASCII));
  }

  private static String answer(Socket socket) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf("answer\n") < 0) {
      read.append((char) socket.getInputStream().read());
    }
    return read.toString();
  }
}
