package io.stepwell.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.api.logs.LogGroups.Group;
import io.stepwell.api.logs.LogGroups.Line;
import io.stepwell.runtime.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogDirectoryTest {
  private static final long DAY = 86_400_000;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(100 * DAY));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path root;

  private LogDirectory open(LogBounds bounds) {
    return new LogDirectory(root.resolve("logs"), bounds, CLOCK);
  }

  private static byte[] record(int id, long at) {
    return "{\"id\":\"%d\",\"event_timestamp\":\"%d\",\"execution_arn\":\"arn:aws:states:us-east-1:123456789012:execution:m:e\"}"
        .formatted(id, at)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static LogGroupName group(String name) {
    return new LogGroupName("123456789012", "us-east-1", name);
  }

  private static List<Line> read(LogDirectory logs, String group) {
    return Objects.requireNonNull(logs.read(Account.DEFAULT, group));
  }

  @Test
  void aRecordThatAKillCutOffSpoilsNoOther() throws IOException {
    try (LogDirectory logs = open(LogBounds.DEFAULT)) {
      assertThat(logs.append(group("g"), record(1, 100 * DAY))).isTrue();
    }
    Path file = root.resolve("logs/123456789012/us-east-1/g/records.jsonl");
    byte[] cut = "{\"details\":{\"input\":\"é\"}".getBytes(StandardCharsets.UTF_8);
    Files.write(file, cut, StandardOpenOption.APPEND);
    try (LogDirectory logs = open(LogBounds.DEFAULT)) {
      assertThat(read(logs, "g")).hasSize(1);
    }
    Files.write(file, new byte[] {cut[21]}, StandardOpenOption.APPEND); // half a character
    try (LogDirectory logs = open(LogBounds.DEFAULT)) {
      assertThat(read(logs, "g")).hasSize(1);
      assertThat(logs.append(group("g"), record(2, 100 * DAY))).isTrue();
      assertThat(read(logs, "g")).extracting(Line::message).containsExactly(text(1), text(2));
    }
  }

  private static String text(int id) {
    return new String(record(id, 100 * DAY), StandardCharsets.UTF_8);
  }

  @Test
  void filesAreBoundedInSizeAndNumberAndTheOldestRecordsGoFirst() throws IOException {
    int size = record(10, 100 * DAY).length + 1;
    try (LogDirectory logs = open(new LogBounds(3L * size, 2))) {
      for (int id = 10; id < 30; id++) {
        assertThat(logs.append(group("g"), record(id, 100 * DAY))).isTrue();
      }
      List<Line> kept = read(logs, "g");
      assertThat(kept).hasSizeBetween(4, 6);
      assertThat(kept.getLast().message()).contains("\"id\":\"29\"");
      assertThat(kept.getFirst().stream()).isEqualTo("states/m/1970-04-11");
    }
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("group.json", "records.jsonl", "records.jsonl.1");
    }
  }

  @Test
  void whatWasLoggedIsThereAfterARestart() throws IOException {
    try (LogDirectory logs = open(LogBounds.DEFAULT)) {
      logs.append(group("g"), record(1, 100 * DAY));
    }
    try (LogDirectory logs = open(LogBounds.DEFAULT)) {
      logs.append(group("g"), record(2, 100 * DAY));
      assertThat(read(logs, "g")).hasSize(2);
    }
  }

  @Test
  void noNameLeadsOutOfTheDirectoryAndEachHasItsOwn() throws IOException {
    List<String> names =
        List.of("..", ".", "../../x", "/..", "a/b", "a", "/a/b", "x".repeat(512), "x".repeat(511));
    try (LogDirectory logs = open(LogBounds.DEFAULT)) {
      for (String name : names) {
        assertThat(logs.create(Account.DEFAULT, name)).as(name).isTrue();
        assertThat(logs.create(Account.DEFAULT, name)).as(name).isFalse();
      }
      assertThat(logs.list(Account.DEFAULT, "").stream().map(Group::name))
          .containsExactlyInAnyOrderElementsOf(names);
    }
    try (Stream<Path> below = Files.list(root.resolve("logs/123456789012/us-east-1"))) {
      assertThat(below.filter(Files::isDirectory)).hasSize(names.size());
    }
    try (Stream<Path> beside = Files.list(root)) {
      assertThat(beside).containsExactly(root.resolve("logs"));
    }
  }

  @Test
  void anyGroupIsTakenUntilOneWasMadeHere() throws IOException {
    try (LogDirectory logs = open(LogBounds.DEFAULT)) {
      assertThat(logs.accepts(group("elsewhere"))).isTrue();
      logs.create(Account.DEFAULT, "here");
      assertThat(logs.accepts(group("here"))).isTrue();
      assertThat(logs.accepts(group("elsewhere"))).isFalse();
      assertThat(logs.append(group("elsewhere"), record(1, DAY))).isFalse();
      logs.delete(Account.DEFAULT, "here");
      assertThat(logs.accepts(group("here"))).isFalse();
    }
  }

  @Test
  void recordsPastTheRetentionAreNotShown() throws IOException {
    try (LogDirectory logs = open(LogBounds.DEFAULT)) {
      logs.append(group("g"), record(1, 90 * DAY));
      logs.append(group("g"), record(2, 99 * DAY));
      assertThat(logs.retain(Account.DEFAULT, "g", 5)).isTrue();
      assertThat(read(logs, "g")).hasSize(1);
      assertThat(logs.retain(Account.DEFAULT, "g", null)).isTrue();
      assertThat(read(logs, "g")).hasSize(2);
      assertThat(logs.retain(Account.DEFAULT, "none", 5)).isFalse();
    }
  }
}
