package io.stepwell.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Golden;
import io.stepwell.engine.state.ExecutionState;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Snapshots that versions 1 and 2 wrote, with the segments that they refer to, and what they mean: an
/// execution with branches, iterations, retries, early callbacks and variables. Independent of the
/// generator that once made it.
final class GoldenSnapshotTest {
  private final RandomExecution execution = new RandomExecution(119);
  private final Segments written = new Segments();

  GoldenSnapshotTest() {
    for (int i = 0; i < 26; i++) {
      written.add(SegmentCodec.encode(execution.state(), i, execution.commit()));
    }
  }

  /// Version 1 knew no jobs to be stopped, so it can no longer be what its segments fold to.
  @Test
  void versionOneIsRead() {
    Segments segments = segments("snapshot-1-segments.hex");
    String snapshot = golden("snapshot-1.hex", "");
    ExecutionState restored =
        Objects.requireNonNull(SnapshotCodec.decode(bytes(snapshot), segments::reader));
    assertThat(restored.describe()).isEqualTo(golden("snapshot-1-state.txt", ""));
    assertThat(hex(SnapshotCodec.encode(restored))).isEqualTo(snapshot);
  }

  @Test
  void versionTwoIsReadAndWritten() {
    ExecutionState state = execution.state();
    String snapshot = golden("snapshot-2.hex", hex(SnapshotCodec.encode(state)));
    String description = golden("snapshot-2-state.txt", state.describe());
    Segments segments = segments("snapshot-2-segments.hex");

    ExecutionState restored =
        Objects.requireNonNull(SnapshotCodec.decode(bytes(snapshot), segments::reader));
    assertThat(restored.cancelling()).isNotEmpty();
    assertThat(restored.describe()).isEqualTo(description);
    assertThat(hex(SnapshotCodec.encode(restored))).isEqualTo(snapshot);
  }

  @Test
  void theSegmentsOfVersionTwoFoldToTheSameState() {
    String description = golden("snapshot-2-state.txt", execution.state().describe());
    Segments segments = segments("snapshot-2-segments.hex");
    ExecutionState folded = new ExecutionState();
    SegmentReader reader = segments.reader(folded);
    for (int i = 0; i < segments.size(); i++) {
      reader.events(i).forEach(folded::apply);
    }
    assertThat(folded.describe()).isEqualTo(description);
  }

  /// One a line.
  private Segments segments(String file) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < written.size(); i++) {
      lines.append(HexFormat.of().formatHex(written.get(i))).append('\n');
    }
    Segments stored = new Segments();
    golden(file, lines.toString()).lines().forEach(line -> stored.add(bytes(line)));
    return stored;
  }

  private static String golden(String name, String actual) {
    return Golden.text(GoldenSnapshotTest.class, name, actual);
  }

  private static String hex(byte[] bytes) {
    return GoldenSegmentTest.hex(bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }
}
