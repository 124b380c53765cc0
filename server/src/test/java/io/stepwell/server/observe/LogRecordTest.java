package io.stepwell.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Event;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.StateType;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import io.stepwell.runtime.observe.Observed;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LogRecordTest {
  private static Start start(String parent) {
    return new Start(
        new Identity("aws", "us-east-1", "123456789012", "m/Map", "e", null),
        "hash",
        "arn:aws:iam::123456789012:role/r",
        Payload.EMPTY_OBJECT,
        null,
        null,
        null,
        null,
        parent);
  }

  private static Map<?, ?> parse(byte[] record) {
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(record));
  }

  private static byte[] record(String input, String parent, boolean includeData) {
    Event event = new Event.StateEntered(StateType.PASS, "A", Payload.of(input));
    return Objects.requireNonNull(
        LogRecord.of(
            new Stamped(event, 0, 7, 5, 1234), new Observed(start(parent), 1, 2), includeData));
  }

  @Test
  void aChildsRecordNamesItsMapRunAndIdsAreStrings() {
    String run = "arn:aws:states:us-east-1:123456789012:mapRun:m/Map:x";
    assertThat(
            new String(record("i", run + "#0,1", false), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"id\":\"7\",\"type\":\"PassStateEntered\",\"details\":{\"name\":\"A\"},"
                + "\"previous_event_id\":\"5\",\"event_timestamp\":\"1234\","
                + "\"execution_arn\":\"arn:aws:states:us-east-1:123456789012:execution:m/Map:e\","
                + "\"map_run_arn\":\""
                + run
                + "\",\"redrive_count\":\"2\"}");
  }

  @Test
  void whatIsTooLongIsCutAndSaysSo() {
    byte[] record = record("\u00e9\ud83d\ude00".repeat(100_000), "", true);
    assertThat(record.length).isLessThanOrEqualTo(LogRecord.MAX_BYTES);
    Map<?, ?> details = (Map<?, ?>) Objects.requireNonNull(parse(record).get("details"));
    assertThat(details.get("inputDetails")).isEqualTo(Map.of("truncated", true));
    assertThat(String.valueOf(details.get("input")))
        .startsWith("\"\u00e9")
        .hasSizeGreaterThan(1000);
  }

  @Test
  void whatFitsIsWhole() {
    Map<?, ?> details =
        (Map<?, ?>) Objects.requireNonNull(parse(record("i", "", true)).get("details"));
    assertThat(details.get("inputDetails")).isEqualTo(Map.of("truncated", false));
    assertThat(details.get("input")).isEqualTo("\"i\"");
  }
}
