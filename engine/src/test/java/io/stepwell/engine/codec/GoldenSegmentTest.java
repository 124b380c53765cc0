package io.stepwell.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Event;
import io.stepwell.engine.Golden;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.StateType;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The bytes that version 1 wrote stay readable for ever. When a later version writes other bytes,
/// these files stay and new ones join them; only the assertion on writing moves on.
final class GoldenSegmentTest {

  @Test
  void versionOneOfEveryEventIsReadAndWritten() {
    List<Stamped> events = SampleEvents.stamped();
    byte[] written = SegmentCodec.encode(new ExecutionState(), 0, events);
    Segments stored = new Segments();
    stored.add(golden("segment-1-every-event.hex", written));
    assertThat(stored.reader(null).events(0)).containsExactlyElementsOf(events);
    assertThat(hex(written)).isEqualTo(hex(stored.get(0)));
  }

  @Test
  void jobsAndRedrivesAreReadAndWritten() {
    List<Stamped> events = SampleEvents.jobsAndRedrives();
    byte[] written = SegmentCodec.encode(new ExecutionState(), 0, events);
    Segments stored = new Segments();
    stored.add(golden("segment-1-jobs-and-redrives.hex", written));
    assertThat(stored.reader(null).events(0)).containsExactlyElementsOf(events);
    assertThat(hex(written)).isEqualTo(hex(stored.get(0)));
  }

  @Test
  void aReturnedTaskIsReadAndWritten() {
    List<Stamped> events = SampleEvents.returned();
    byte[] written = SegmentCodec.encode(new ExecutionState(), 0, events);
    Segments stored = new Segments();
    stored.add(golden("segment-1-returned.hex", written));
    assertThat(stored.reader(null).events(0)).containsExactlyElementsOf(events);
    assertThat(hex(written)).isEqualTo(hex(stored.get(0)));
  }

  @Test
  void versionOneOfAReferenceToAnEarlierSegmentIsReadAndWritten() {
    ExecutionState state = new ExecutionState();
    Payload order = Payload.ofText(SampleEvents.ORDER.text());
    Event entered = new Event.StateEntered(StateType.PASS, "Reserve", order);
    Event exited = new Event.StateExited(StateType.PASS, "Reserve", order, Map.of(), "Pay");
    List<Stamped> first = List.of(new Stamped(entered, 0, 2, 0, 1_700_000_000_123L));
    List<Stamped> second = List.of(new Stamped(exited, 0, 3, 2, 1_700_000_000_456L));
    byte[] firstWritten = SegmentCodec.encode(state, 0, first);
    byte[] secondWritten = SegmentCodec.encode(state, 1, second);

    Segments stored = new Segments();
    stored.add(golden("segment-1-first.hex", firstWritten));
    stored.add(golden("segment-1-second.hex", secondWritten));
    SegmentReader reader = stored.reader(null);
    assertThat(reader.events(1)).isEqualTo(second);
    assertThat(reader.events(0)).isEqualTo(first);
    assertThat(hex(secondWritten)).isEqualTo(hex(stored.get(1)));
  }

  @Test
  void versionOneOfTheEventsOfMapRunsIsReadAndWritten() {
    byte[] written = SegmentCodec.encode(new ExecutionState(), 0, SampleEvents.mapRuns());
    Segments stored = new Segments();
    stored.add(golden("segment-1-map-runs.hex", written));
    assertThat(stored.reader(null).events(0)).isEqualTo(SampleEvents.mapRuns());
    assertThat(hex(written)).isEqualTo(hex(stored.get(0)));
  }

  private static byte[] golden(String name, byte[] written) {
    String text = Golden.text(GoldenSegmentTest.class, name, hex(written));
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  /// Lines of 32 bytes.
  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).replaceAll("(.{1,64})", "$1\n");
  }
}
