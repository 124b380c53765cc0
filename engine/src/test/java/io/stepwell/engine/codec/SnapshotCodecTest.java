package io.stepwell.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.state.EffectChanges;
import io.stepwell.engine.state.ExecutionState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SnapshotCodecTest {
  private static final int SEEDS = 200;

  @Test
  void aStateComesBackInEveryRespect() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomExecution execution = new RandomExecution(seed);
      Segments segments = new Segments();
      for (int i = 0; i < 40 && !execution.closed(); i++) {
        segments.add(SegmentCodec.encode(execution.state(), i, execution.commit()));
        ExecutionState restored = restore(SnapshotCodec.encode(execution.state()), segments);
        assertThat(restored.describe())
            .as("seed %d, segment %d", seed, i)
            .isEqualTo(execution.state().describe());
        EffectChanges changes = restored.takeEffectChanges();
        assertThat(changes.opened()).isEmpty();
        assertThat(changes.closed()).isEmpty();
      }
    }
  }

  @Test
  void foldingTheHistoryGivesTheSameStateAsTheSnapshot() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomExecution execution = new RandomExecution(seed);
      Segments segments = commits(execution, 30);
      ExecutionState folded = new ExecutionState();
      SegmentReader reader = segments.reader(folded);
      for (int i = 0; i < segments.size(); i++) {
        reader.events(i).forEach(folded::apply);
      }
      assertThat(folded.describe()).as("seed %d", seed).isEqualTo(execution.state().describe());
      assertThat(SnapshotCodec.encode(folded))
          .as("seed %d: what was read counts as stored", seed)
          .isEqualTo(SnapshotCodec.encode(execution.state()));
    }
  }

  @Test
  void aRestoredStateGoesOnLikeTheOneThatWasSaved() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomExecution execution = new RandomExecution(seed);
      Segments segments = commits(execution, 5);
      ExecutionState restored = restore(SnapshotCodec.encode(execution.state()), segments);
      for (int i = segments.size(); i < 20 && !execution.closed(); i++) {
        List<Stamped> events = execution.commit();
        segments.add(SegmentCodec.encode(execution.state(), i, events));
        segments.reader(restored).events(i).forEach(restored::apply);
      }
      assertThat(restored.describe()).as("seed %d", seed).isEqualTo(execution.state().describe());
    }
  }

  @Test
  void anUnknownVersionIsNoSnapshot() {
    RandomExecution execution = new RandomExecution(1);
    Segments segments = commits(execution, 3);
    byte[] snapshot = SnapshotCodec.encode(execution.state());
    snapshot[1] = 4;
    assertThat(SnapshotCodec.decode(snapshot, segments::reader)).isNull();
  }

  @Test
  void everyFlippedBitAndTruncationIsNoticed() {
    RandomExecution execution = new RandomExecution(7);
    Segments segments = commits(execution, 10);
    byte[] intact = SnapshotCodec.encode(execution.state());
    for (int bit = 0; bit < intact.length * 8; bit++) {
      assertRefused(Damage.flipped(intact, bit), segments);
    }
    for (int length = 0; length < intact.length; length++) {
      assertRefused(Arrays.copyOf(intact, length), segments);
    }
  }

  @Test
  void nonsenseWithARightChecksumIsReadOrRefusedAndNothingElse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      RandomExecution execution = new RandomExecution(random.nextLong());
      Segments segments = commits(execution, 10);
      byte[] intact = SnapshotCodec.encode(execution.state());
      for (int i = 0; i < 100; i++) {
        byte[] damaged = Damage.random(intact, random);
        try {
          SnapshotCodec.decode(damaged, segments::reader);
        } catch (CorruptDataException e) {
          assertThat(e).hasMessageMatching("(the snapshot|segment \\d+) is .*");
        } catch (RuntimeException e) {
          fail("seed " + seed + ", round " + round, e);
        }
      }
    }
  }

  private static Segments commits(RandomExecution execution, int count) {
    Segments segments = new Segments();
    for (int i = 0; i < count && !execution.closed(); i++) {
      List<Stamped> events = execution.commit();
      segments.add(SegmentCodec.encode(execution.state(), i, events));
    }
    return segments;
  }

  private static ExecutionState restore(byte[] snapshot, Segments segments) {
    return Objects.requireNonNull(SnapshotCodec.decode(snapshot, segments::reader));
  }

  private static boolean known(byte version) {
    return version >= SnapshotCodec.FIRST_VERSION && version <= SnapshotCodec.VERSION;
  }

  private static void assertRefused(byte[] damaged, Segments segments) {
    if (damaged.length >= 6 && damaged[0] == 'N' && !known(damaged[1])) {
      assertThat(SnapshotCodec.decode(damaged, segments::reader)).isNull();
    } else {
      assertThatThrownBy(() -> SnapshotCodec.decode(damaged, segments::reader))
          .isInstanceOf(CorruptDataException.class);
    }
  }
}
