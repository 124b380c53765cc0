package io.stepwell.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.StateType;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SegmentReaderTest {
  private final ExecutionState state = new ExecutionState();
  private final Segments segments = new Segments();
  private final List<Integer> loaded = new ArrayList<>();
  private final SegmentReader reader =
      new SegmentReader(
          number -> {
            loaded.add(number);
            return segments.get(number);
          },
          null);

  @Test
  void aSegmentIsLoadedOnceHoweverOftenItIsReferredTo() {
    Payload shared = Payload.of("x".repeat(100));
    for (int i = 0; i < 5; i++) {
      add(i, shared);
    }
    for (int i = 4; i >= 0; i--) {
      assertThat(input(i)).isEqualTo(shared);
    }
    assertThat(loaded).containsExactly(4, 0, 3, 2, 1);
  }

  @Test
  void whatIsKeptHasABound() {
    int large = 6 << 20;
    for (int i = 0; i < 4; i++) {
      add(i, Payload.of("x".repeat(large)));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(input(i).size()).isGreaterThan(large);
    }
    assertThat(input(0).size()).isGreaterThan(large);
    assertThat(loaded).containsExactly(0, 1, 2, 3, 0);
  }

  private void add(int number, Payload input) {
    Event event = new Event.StateEntered(StateType.PASS, "S", input);
    Stamped stamped = new Stamped(event, 0, number + 1L, number, 1);
    segments.add(SegmentCodec.encode(state, number, List.of(stamped)));
  }

  private Payload input(int segment) {
    return ((Event.StateEntered) reader.events(segment).getFirst().event()).input();
  }
}
