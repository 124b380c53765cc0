package io.stepwell.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.StateType;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SegmentDamageTest {
  private static final Payload LARGE = Payload.of("x".repeat(100));

  private final ExecutionState state = new ExecutionState();
  private final Segments segments = new Segments();

  @Test
  void everyFlippedBitIsNoticed() {
    byte[] intact = SegmentCodec.encode(state, 0, SampleEvents.stamped());
    segments.add(intact);
    for (int bit = 0; bit < intact.length * 8; bit++) {
      segments.set(0, Damage.flipped(intact, bit));
      assertThatThrownBy(() -> segments.reader(null).events(0))
          .as("bit %d", bit)
          .isInstanceOf(CorruptDataException.class)
          .hasMessageStartingWith("segment 0 ");
    }
  }

  @Test
  void everyTruncationIsNoticed() {
    byte[] intact = SegmentCodec.encode(state, 0, SampleEvents.stamped());
    segments.add(intact);
    for (int length = 0; length < intact.length; length++) {
      segments.set(0, Arrays.copyOf(intact, length));
      assertThatThrownBy(() -> segments.reader(null).events(0))
          .as("%d bytes", length)
          .isInstanceOf(CorruptDataException.class);
    }
  }

  /// With a checksum that fits, only the reader's own care is left.
  @Test
  void nonsenseWithARightChecksumIsReadOrRefusedAndNothingElse() {
    byte[] intact = SegmentCodec.encode(state, 0, SampleEvents.stamped());
    segments.add(intact);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      segments.set(0, Damage.random(intact, random));
      try {
        assertThat(segments.reader(null).events(0)).isNotNull();
      } catch (CorruptDataException e) {
        assertThat(e).hasMessageStartingWith("segment 0 ");
      } catch (RuntimeException e) {
        fail("seed " + seed + ", round " + round, e);
      }
    }
  }

  @Test
  void saysWhatIsWrong() {
    byte[] intact = SegmentCodec.encode(state, 0, List.of(entered(1)));
    assertDamage(new byte[3], "segment 0 is damaged: only 3 bytes are left of it");
    assertDamage(new byte[30], "segment 0 is damaged: its first byte is wrong");
    assertDamage(
        Damage.with(intact, 1, 9),
        "segment 0 has version 9 of its format, and this program reads version 1");
    assertDamage(Damage.flipped(intact, 100), "segment 0 is damaged: its checksum does not fit");
    assertDamage(
        Damage.checksummed(Damage.with(intact, intact.length - 9, 99)),
        "there is no type of event 99; did a later version write it?");
    assertThatThrownBy(() -> segments.reader(null).events(7)).hasMessage("segment 7 is missing");
  }

  @Test
  void aSegmentUnderAnotherNumberIsRefused() {
    assertDamage(
        SegmentCodec.encode(state, 1, List.of(entered(1))),
        "segment 0 is damaged: it holds segment 1");
  }

  @Test
  void aReferenceToNowhereIsRefused() {
    segments.add(SegmentCodec.encode(state, 0, List.of(entered(1))));
    segments.add(SegmentCodec.encode(state, 1, List.of(entered(2))));
    segments.set(0, SegmentCodec.encode(new ExecutionState(), 0, List.of(tiny())));
    assertThatThrownBy(() -> segments.reader(null).events(1))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("segment 1 is damaged at byte")
        .hasMessageContaining("segment 0 has no payload 0");
  }

  @Test
  void damageIsFoundAgainOnASecondLook() {
    byte[] intact = SegmentCodec.encode(state, 0, List.of(entered(1)));
    segments.add(Damage.checksummed(Damage.with(intact, intact.length - 9, 99)));
    SegmentReader reader = segments.reader(null);
    for (int look = 0; look < 3; look++) {
      assertThatThrownBy(() -> reader.events(0)).hasMessageContaining("no type of event 99");
    }
  }

  private void assertDamage(byte[] segment, String message) {
    Segments stored = new Segments();
    stored.add(segment);
    assertThatThrownBy(() -> stored.reader(null).events(0))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining(message);
  }

  /// Its body is five bytes: number, flags, type, name, payload.
  private static Stamped entered(long id) {
    return new Stamped(new Event.StateEntered(StateType.PASS, "S", LARGE), 0, id, id - 1, 1);
  }

  private static Stamped tiny() {
    Event event = new Event.StateEntered(StateType.PASS, "S", Payload.NULL);
    return new Stamped(event, 0, 1, 0, 1);
  }
}
