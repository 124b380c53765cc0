package io.stepwell.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.json.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls that nobody waits for.
final class EventQueueTest {
  private static final Invocation DONE = new Invocation(Payload.ofText("1"), null, "$LATEST", "");
  private static final Invocation FAILED =
      new Invocation(Payload.ofText("{}"), Invocation.UNHANDLED, "$LATEST", "");

  private final BlockingQueue<Invocation> results = new LinkedBlockingQueue<>();
  private final BlockingQueue<InvokeFunction> calls = new LinkedBlockingQueue<>();
  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init")
  private EventQueue queue;

  @SuppressWarnings("NullAway.Init")
  EventQueueTest() {}

  @BeforeEach
  void open() throws IOException {
    queue =
        EventQueue.open(
            directory,
            List.of(Duration.ofMillis(5), Duration.ofMillis(10)),
            new EventQueue.Room(10, 4, 1_000),
            call -> {
              calls.add(call);
              return results.take();
            },
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aQueueThatHoldsKeepsWhatItHasNotBegun() throws Exception {
    queue.accept(call("begun"));
    calls.take();
    assertThat(queue.underWay()).isEqualTo(1);

    queue.hold();
    queue.accept(call("later"));
    results.add(DONE);
    while (queue.underWay() > 0) {
      Thread.onSpinWait();
    }
    queue.close();
    open();

    assertThat(calls.take().requestId()).isEqualTo("later");
    assertThat(calls).isEmpty();
    results.add(DONE);
  }

  private static InvokeFunction call(String id) {
    return new InvokeFunction("f", null, Payload.ofText("{\"n\":1}"), id, null, null, null);
  }

  private void emptied() throws Exception {
    while (!files().isEmpty()) {
      Thread.sleep(5);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void isMadeOnceWhenItSucceeds() throws Exception {
    results.add(DONE);
    queue.accept(call("r-1"));
    emptied();

    assertThat(calls).hasSize(1);
  }

  @Test
  void isMadeTwiceAgainWhenItFailsWithTheSameRequestId() throws Exception {
    results.addAll(List.of(FAILED, FAILED, FAILED));
    queue.accept(call("r-1"));
    emptied();

    assertThat(calls).extracting(InvokeFunction::requestId).containsExactly("r-1", "r-1", "r-1");
  }

  @Test
  void isTheSameWhenItIsAcceptedAgain() throws Exception {
    queue.accept(call("r-1"));
    calls.take();
    queue.accept(call("r-1"));
    results.add(DONE);
    emptied();

    assertThat(calls).isEmpty();
  }

  @Test
  void noMoreMayWaitThanMemoryHolds() throws Exception {
    Payload large = Payload.ofText("\"" + "x".repeat(300) + "\"");
    for (int i = 0; i < 3; i++) {
      queue.accept(new InvokeFunction("f", null, large, "large-" + i, null, null, null));
    }
    InvokeFunction last = new InvokeFunction("f", null, large, "last", null, null, null);
    assertThatThrownBy(() -> queue.accept(last))
        .isInstanceOfSatisfying(
            FunctionException.class,
            refused -> assertThat(refused.type()).isEqualTo("TooManyRequestsException"));
    assertThat(files()).noneMatch(file -> file.endsWith("last.json"));
    results.addAll(List.of(DONE, DONE, DONE));
    emptied();
  }

  @Test
  void aFunctionThatIsNeverDoneLeavesRoomToOthers() throws Exception {
    for (int i = 0; i < 4; i++) {
      queue.accept(call("r-" + i));
    }
    assertThatThrownBy(() -> queue.accept(call("r-4")))
        .isInstanceOfSatisfying(
            FunctionException.class,
            refused -> assertThat(refused.type()).isEqualTo("TooManyRequestsException"));
    Payload input = Payload.ofText("1");
    queue.accept(new InvokeFunction("other", null, input, "o-1", null, null, null));
    results.addAll(List.of(DONE, DONE, DONE, DONE, DONE));
    emptied();
  }

  @Test
  void goesOnInTheNextServer() throws Exception {
    queue.accept(call("r-1"));
    calls.take();
    queue.close(); // during the call
    results.add(DONE);
    open();

    assertThat(calls.take().payload().text()).isEqualTo("{\"n\":1}");
    emptied();
  }

  @Test
  void aFunctionThatIsGoneIsNotCalledAgain() throws Exception {
    queue.close();
    CountDownLatch called = new CountDownLatch(1);
    queue =
        EventQueue.open(
            directory,
            EventQueue.RETRIES,
            EventQueue.Room.STANDARD,
            call -> {
              called.countDown();
              throw FunctionException.notFound("f");
            },
            Clock.systemUTC());
    queue.accept(call("r-1"));
    called.await();
    emptied();
  }
}
