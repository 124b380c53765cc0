package io.stepwell.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Golden;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.StateType;
import io.stepwell.engine.codec.SampleEvents;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HistoryEventsTest {

  @Test
  void everyTypeOfEventIsShownAsAwsShowsIt() {
    assertGolden("history-events.jsonl", true);
  }

  @Test
  void withoutDataOnlyDataIsMissing() {
    assertGolden("history-events-without-data.jsonl", false);
  }

  @Test
  void anEventIsShownMemberByMember() {
    Event event =
        new Event.TaskScheduled(
            1, SampleEvents.SQS, Payload.ofText("{\"a\": 1.0}"), 600L, 9_000L, 120L, null);
    assertThat(shown(new Stamped(event, 0, 3, 2, 1_700_000_000_120L)))
        .isEqualTo(
            "{\"timestamp\":1700000000.120,\"type\":\"TaskScheduled\",\"id\":3,"
                + "\"previousEventId\":2,\"taskScheduledEventDetails\":{\"resourceType\":\"sqs\","
                + "\"resource\":\"sendMessage.waitForTaskToken\",\"region\":\"us-east-1\","
                + "\"parameters\":\"{\\\"a\\\": 1.0}\",\"timeoutInSeconds\":600,"
                + "\"heartbeatInSeconds\":120}}");
  }

  @Test
  void aFailureWithoutErrorAndCauseHasEmptyDetails() {
    Event event = new Event.ExecutionFailed(new ErrorOutput(null, null));
    assertThat(shown(new Stamped(event, 0, 3, 2, 1_000)))
        .endsWith("\"previousEventId\":2,\"executionFailedEventDetails\":{}}");
  }

  @Test
  void assignedVariablesAreJsonTexts() {
    Map<String, Payload> assigned = Map.of("name", Payload.ofText("\"Ada\""));
    Event event = new Event.StateExited(StateType.PASS, "S", Payload.NULL, assigned, null);
    assertThat(shown(new Stamped(event, 0, 3, 2, 1_000)))
        .contains("\"assignedVariables\":{\"name\":\"\\\"Ada\\\"\"}")
        .contains("\"assignedVariablesDetails\":{\"truncated\":false}");
  }

  @Test
  void internalEventsAreNotShown() {
    Stamped woken = new Stamped(new Event.Woken(), 0, 0, 0, 1_000);
    assertThat(HistoryEvents.render(woken, SampleEvents.IDENTITY, true)).isNull();
  }

  private static void assertGolden(String file, boolean includeData) {
    StringBuilder actual = new StringBuilder();
    for (Stamped stamped : SampleEvents.stamped()) {
      Map<String, @Nullable Object> shown =
          HistoryEvents.render(stamped, SampleEvents.IDENTITY, includeData);
      if (shown != null) {
        actual.append(Json.write(shown)).append('\n');
      }
    }
    String text = actual.toString();
    assertThat(text).isEqualTo(Golden.text(HistoryEventsTest.class, file, text));
  }

  private static String shown(Stamped stamped) {
    return Json.write(HistoryEvents.render(stamped, SampleEvents.IDENTITY, true));
  }
}
