package io.stepwell.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ResourceQueueTest {
  private final List<String> begun = new ArrayList<>();
  private final List<Runnable> ends = new ArrayList<>();
  private final AtomicInteger emptied = new AtomicInteger();
  private final ResourceQueue queue = new ResourceQueue(emptied::incrementAndGet);

  private ResourceQueue.Entry entry(String name) {
    return new ResourceQueue.Entry() {
      @Override
      public int maxConcurrency() {
        return 1;
      }

      @Override
      public boolean start(Runnable ended) {
        begun.add(name);
        ends.add(ended);
        return true;
      }
    };
  }

  @Test
  void whatIsNoLongerWantedDoesNotWaitForItsTurn() {
    ResourceQueue.Entry second = entry("second");
    queue.add(entry("first"));
    queue.add(second);
    queue.add(entry("third"));

    queue.remove(second);
    ends.removeFirst().run();
    assertThat(begun).containsExactly("first", "third");

    queue.remove(second); // again, and for nothing
    assertThat(emptied).hasValue(0);
    ends.removeFirst().run();
    assertThat(emptied).hasValue(1);
    assertThat(queue.isIdle()).isTrue();
  }
}
