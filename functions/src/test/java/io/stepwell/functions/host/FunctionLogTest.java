package io.stepwell.functions.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reading a log on from where it was.
final class FunctionLogTest {
  private static final int ALL = 1024 * 1024;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private long now;

  private FunctionLog log() {
    return new FunctionLog(
        directory,
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return Instant.ofEpochMilli(now++);
          }
        });
  }

  private static void add(FunctionLog log, String... lines) {
    log.add(Arrays.stream(lines).map(line -> line.getBytes(StandardCharsets.UTF_8)).toList());
  }

  private static String texts(LogPart part) {
    return part.text().replaceAll("(?m)^\\S+ ", "");
  }

  @Test
  void eachPartBeginsWhereTheOneBeforeEnded() {
    FunctionLog log = log();
    LogPart nothing = log.since(null, ALL);
    assertThat(nothing.text()).isEmpty();
    add(log, "one", "two");
    LogPart first = log.since(nothing.place(), ALL);
    assertThat(texts(first)).isEqualTo("one\ntwo\n");
    assertThat(log.since(first.place(), ALL).text()).isEmpty();
    add(log, "three");
    LogPart second = log.since(first.place(), ALL);
    assertThat(texts(second)).isEqualTo("three\n");
    assertThat(second.cut()).isFalse();
    assertThat(texts(log().since(first.place(), ALL))).isEqualTo("three\n");
  }

  @Test
  void aPartThatIsTooLongIsItsEnd() {
    FunctionLog log = log();
    add(log, "begin");
    LogPart begin = log.since(null, ALL);
    for (int i = 0; i < 100; i++) {
      add(log, "line " + i);
    }
    LogPart part = log.since(begin.place(), 200);
    assertThat(part.cut()).isTrue();
    assertThat(texts(part)).endsWith("line 98\nline 99\n").startsWith("line ");
    assertThat(part.text().length()).isLessThanOrEqualTo(200);
  }

  @Test
  void aPartGoesOnInTheNextFile() {
    FunctionLog log = log();
    add(log, "begin");
    String place = log.since(null, ALL).place();
    String block = "x".repeat(60_000);
    for (int i = 0; i < 69; i++) {
      add(log, block); // a little less than a file
    }
    place = log.since(place, ALL).place();
    add(log, "last of the file " + "y".repeat(60_000), "first of the next");
    LogPart over = log.since(place, ALL);
    assertThat(texts(over)).startsWith("last of the file").endsWith("first of the next\n");
    assertThat(over.cut()).isFalse();
    for (int i = 0; i < 150; i++) {
      add(log, block);
    }
    assertThat(log.since(place, 100).cut()).isTrue(); // its file is gone
  }

  @Test
  void aPlaceThatNobodyGaveIsAsIfTheRestWereLost() {
    FunctionLog log = log();
    add(log, "one");
    LogPart part = log.since("nonsense", 1000);
    assertThat(part.cut()).isTrue();
    assertThat(texts(part)).isEqualTo("one\n");
  }
}
