package io.stepwell.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.api.http.Reply;
import io.stepwell.engine.Event;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.StateType;
import io.stepwell.json.Payload;
import io.stepwell.runtime.observe.Observed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Notices as a page gets them. The page is gated: it takes a frame only when the test lets it.
final class LiveNoticesTest {
  private final LiveNotices notices = new LiveNotices(() -> 1);
  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>(1);

  @SuppressWarnings("NullAway.Init")
  private Thread page;

  @BeforeEach
  void open() throws InterruptedException {
    Reply.Streamed stream = (Reply.Streamed) notices.open("123456789012");
    page =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    stream.body().writeTo(new Frames());
                  } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt(); // the test is over
                  }
                });
    assertThat(next()).isEqualTo(":\n\n");
  }

  @AfterEach
  void close() throws InterruptedException {
    page.interrupt();
    page.join();
  }

  private final class Frames extends OutputStream {
    @Override
    public void write(int b) {
      throw new UnsupportedOperationException("frames are written whole");
    }

    @Override
    public void write(byte[] frame) throws IOException {
      try {
        frames.put(new String(frame, StandardCharsets.UTF_8));
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private String next() throws InterruptedException {
    String frame = frames.poll(30, TimeUnit.SECONDS);
    return frame == null ? "nothing" : frame;
  }

  private void happens(String machine, String name, Event... events) {
    Start start =
        new Start(
            new Identity("aws", "us-east-1", "123456789012", machine, name, null),
            "hash",
            "role",
            Payload.EMPTY_OBJECT,
            null,
            null,
            null,
            null,
            null);
    List<Stamped> stamped =
        Arrays.stream(events).map(event -> new Stamped(event, 0, 1, 0, 7)).toList();
    notices.events(new Observed(start, 7, 0), stamped);
  }

  private static final Event SUCCEEDED = new Event.ExecutionSucceeded(Payload.NULL);

  private static final Event ENTERED = new Event.StateEntered(StateType.PASS, "A", Payload.NULL);

  @Test
  void theEndOfAnExecutionIsTold() throws InterruptedException {
    happens("M", "a", ENTERED, SUCCEEDED);
    assertThat(next())
        .isEqualTo(
            "event: changes\ndata: {\"changes\":[{\"kind\":\"execution\","
                + "\"arn\":\"arn:aws:states:us-east-1:123456789012:execution:M:a\","
                + "\"machine\":\"arn:aws:states:us-east-1:123456789012:stateMachine:M\","
                + "\"status\":\"SUCCEEDED\",\"at\":7}]}\n\n");
  }

  @Test
  void whatIsTooMuchForAPageIsLeftOutAndSaid() throws InterruptedException {
    happens("M", "first", SUCCEEDED); // this frame waits in the queue …
    happens("M", "second", SUCCEEDED); // … this one, at the latest, in the page's hands
    for (int i = 0; i < 1_000; i++) {
      happens("M", "e" + i, SUCCEEDED);
    }
    int changes = 0;
    boolean missed = false;
    while (!missed) {
      String frame = next();
      changes += frame.split("\"kind\"", -1).length - 1;
      missed = frame.endsWith("\"missed\":true}\n\n");
    }
    assertThat(changes).isLessThan(1_002);
  }

  @Test
  void otherAccountsAndStepsInsideAnExecutionAreNotTold() throws InterruptedException {
    happens("M", "a", ENTERED);
    happens("M/Label", "child", SUCCEEDED);
    Start other =
        new Start(
            new Identity("aws", "us-east-1", "999900001111", "M", "other", null),
            "hash",
            "role",
            Payload.EMPTY_OBJECT,
            null,
            null,
            null,
            null,
            null);
    notices.events(new Observed(other, 7, 0), List.of(new Stamped(SUCCEEDED, 0, 1, 0, 7)));
    happens("M", "told", SUCCEEDED);
    assertThat(next()).contains(":told").doesNotContain("child").doesNotContain("other");
  }
}
