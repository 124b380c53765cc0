package io.stepwell.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.StateType;
import io.stepwell.engine.codec.SegmentCodec.Header;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SegmentCodecTest {
  private final ExecutionState state = new ExecutionState();
  private final Segments segments = new Segments();

  @Test
  void everyTypeOfEventComesBackAsItWas() {
    List<Stamped> events = SampleEvents.stamped();
    segments.add(SegmentCodec.encode(state, 0, events));
    assertThat(segments.reader(null).events(0)).containsExactlyElementsOf(events);
  }

  @Test
  void randomHistoriesComeBack() {
    for (long seed = 0; seed < 300; seed++) {
      RandomExecution execution = new RandomExecution(seed);
      Segments stored = new Segments();
      List<List<Stamped>> commits = new ArrayList<>();
      while (!execution.closed() && commits.size() < 40) {
        List<Stamped> events = execution.commit();
        stored.add(SegmentCodec.encode(execution.state(), commits.size(), events));
        commits.add(events);
      }
      SegmentReader reader = stored.reader(null);
      for (int i = commits.size() - 1; i >= 0; i--) {
        assertThat(reader.events(i)).as("seed %d, segment %d", seed, i).isEqualTo(commits.get(i));
      }
    }
  }

  @Test
  void theHeaderIsKnownWithoutDecoding() {
    Stamped internal = new Stamped(new Event.Woken(), 3, 0, 0, 5_000);
    Stamped entered = entered(17, SampleEvents.ORDER, 6_000);
    assertThat(SegmentCodec.header(SegmentCodec.encode(state, 4, List.of(internal, entered))))
        .isEqualTo(new Header(17, 1, 6_000));
    assertThat(SegmentCodec.header(SegmentCodec.encode(state, 5, List.of(internal))))
        .isEqualTo(new Header(0, 0, 5_000));
  }

  @Test
  void aPayloadThatOnlyPassesThroughIsStoredOnce() {
    Payload large = Payload.of("x".repeat(5_000));
    int first = segments.add(SegmentCodec.encode(state, 0, List.of(entered(1, large, 1))));
    int twice =
        segments.add(
            SegmentCodec.encode(state, 1, List.of(entered(2, large, 2), entered(3, large, 3))));
    assertThat(first).isGreaterThan(5_000);
    assertThat(twice).isLessThan(50);

    SegmentReader reader = segments.reader(null);
    Payload last = input(reader.events(1).get(1));
    assertThat(last).isEqualTo(large).isSameAs(input(reader.events(0).get(0)));
  }

  @Test
  void whoReadsForAStateCanGoOnWritingReferences() {
    Payload large = Payload.of("x".repeat(5_000));
    segments.add(SegmentCodec.encode(state, 0, List.of(entered(1, large, 1))));
    ExecutionState again = new ExecutionState();
    Payload read = input(segments.reader(again).events(0).get(0));

    assertThat(SegmentCodec.encode(again, 1, List.of(entered(2, read, 2)))).hasSizeLessThan(50);
    assertThat(SegmentCodec.encode(state, 1, List.of(entered(2, read, 2))))
        .as("another state's mark counts for nothing")
        .hasSizeGreaterThan(5_000);
  }

  @Test
  void whatIsEncodedAgainUnderTheSameNumberDoesNotReferToItself() {
    List<Stamped> events = List.of(entered(1, SampleEvents.ORDER, 1));
    byte[] once = SegmentCodec.encode(state, 3, events);
    assertThat(SegmentCodec.encode(state, 3, events)).isEqualTo(once);
  }

  @Test
  void anEmptyPayloadIsNeverMarked() {
    SegmentCodec.encode(state, 0, List.of(entered(1, Payload.EMPTY_OBJECT, 1)));
    assertThat(Payload.EMPTY_OBJECT.origin()).as("it is shared by all executions").isNull();
  }

  @Test
  void refusesToWriteWhatCannotBeRead() {
    Stamped first = entered(1, Payload.NULL, 10);
    assertThatThrownBy(() -> SegmentCodec.encode(state, 0, List.of()))
        .hasMessageContaining("a segment has events");
    assertThatThrownBy(
            () -> SegmentCodec.encode(state, 0, List.of(first, entered(3, Payload.NULL, 10))))
        .hasMessageContaining("ids have no gaps");
    assertThatThrownBy(
            () -> SegmentCodec.encode(state, 0, List.of(first, entered(2, Payload.NULL, 9))))
        .hasMessageContaining("times do not go back");
  }

  @Test
  void tenPassStatesTakeLessThanSixHundredBytes() {
    List<Stamped> events = Pipelines.passing(10, Payload.of("x".repeat(198)));
    byte[] segment = SegmentCodec.encode(state, 0, events);
    assertThat(segment).hasSizeLessThan(600);
  }

  private static Stamped entered(long id, Payload input, long at) {
    Event event = new Event.StateEntered(StateType.PASS, "S", input);
    return new Stamped(event, 0, id, id - 1, at);
  }

  private static Payload input(Stamped stamped) {
    return ((Event.StateEntered) stamped.event()).input();
  }
}
