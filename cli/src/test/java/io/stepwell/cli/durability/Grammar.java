package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/// What holds in the history of every execution that has ended.
final class Grammar {
  private static final Set<HistoryEventType> EXECUTION_ENDS =
      EnumSet.of(
          HistoryEventType.EXECUTION_SUCCEEDED,
          HistoryEventType.EXECUTION_FAILED,
          HistoryEventType.EXECUTION_ABORTED,
          HistoryEventType.EXECUTION_TIMED_OUT);
  private static final Set<HistoryEventType> SCHEDULED =
      EnumSet.of(
          HistoryEventType.TASK_SCHEDULED,
          HistoryEventType.LAMBDA_FUNCTION_SCHEDULED,
          HistoryEventType.ACTIVITY_SCHEDULED);
  private static final Set<HistoryEventType> TASK_ENDS =
      EnumSet.of(
          HistoryEventType.TASK_SUCCEEDED,
          HistoryEventType.TASK_FAILED,
          HistoryEventType.TASK_TIMED_OUT,
          HistoryEventType.LAMBDA_FUNCTION_SUCCEEDED,
          HistoryEventType.LAMBDA_FUNCTION_FAILED,
          HistoryEventType.LAMBDA_FUNCTION_TIMED_OUT,
          HistoryEventType.ACTIVITY_SUCCEEDED,
          HistoryEventType.ACTIVITY_FAILED,
          HistoryEventType.ACTIVITY_TIMED_OUT);

  private Grammar() {}

  static void check(String arn, List<HistoryEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      HistoryEvent event = events.get(i);
      assertThat(event.id()).as("id in %s", arn).isEqualTo(i + 1);
      assertThat(event.previousEventId())
          .as("previousEventId of %s in %s", event, arn)
          .isBetween(i < 2 ? 0L : 1L, (long) i);
      assertThat(event.timestamp())
          .as("time of event %d of %s", i + 1, arn)
          .isAfterOrEqualTo(events.get(Math.max(0, i - 1)).timestamp());
      assertThat(EXECUTION_ENDS.contains(event.type()))
          .as("event %d of %d of %s is an end: %s", i + 1, events.size(), arn, event.type())
          .isEqualTo(i == events.size() - 1);
    }
    assertThat(events.getFirst().type()).isEqualTo(HistoryEventType.EXECUTION_STARTED);
    everyAttemptEndsOnce(arn, events);
  }

  private static void everyAttemptEndsOnce(String arn, List<HistoryEvent> events) {
    Set<Long> ended = new HashSet<>();
    for (HistoryEvent event : events) {
      if (TASK_ENDS.contains(event.type())) {
        assertThat(ended.add(attempt(arn, events, event)))
            .as("%s ends an attempt that had not ended in %s", event, arn)
            .isTrue();
      }
    }
  }

  /// The id of the event that scheduled the attempt which this event ends.
  private static long attempt(String arn, List<HistoryEvent> events, HistoryEvent end) {
    HistoryEvent event = end;
    do {
      assertThat(event.previousEventId()).as("chain of %s in %s", end, arn).isPositive();
      event = events.get(event.previousEventId().intValue() - 1);
    } while (!SCHEDULED.contains(event.type()));
    return event.id();
  }
}
