package io.stepwell.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When schedules are due.
class TimingTest {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  /// The first due times behind a moment.
  private static List<String> due(String expression, String zone, String after, int count) {
    List<String> times = new ArrayList<>();
    Instant moment = Instant.parse(after);
    for (int i = 0; i < count && moment != null; i++) {
      moment = Timing.parse(expression).next(moment, EPOCH, ZoneId.of(zone));
      times.add(String.valueOf(moment));
    }
    return times;
  }

  @Test
  void aRateCountsFromItsBegin() {
    assertThat(due("rate(5 minutes)", "UTC", "2026-01-01T00:00:00Z", 2))
        .containsExactly("2026-01-01T00:05:00Z", "2026-01-01T00:10:00Z");
    assertThat(due("rate(1 day)", "UTC", "2026-03-01T12:00:00Z", 1))
        .containsExactly("2026-03-02T00:00:00Z");
    assertThat(due("rate(2 hours)", "UTC", "2025-12-31T00:00:00Z", 1))
        .containsExactly("2026-01-01T00:00:00Z");
  }

  @Test
  void onceIsOnceInItsZone() {
    assertThat(due("at(2026-07-01T08:00:00)", "Europe/Zurich", "2026-01-01T00:00:00Z", 2))
        .containsExactly("2026-07-01T06:00:00Z", "null");
  }

  @Test
  void valuesRangesListsAndSteps() {
    assertThat(due("cron(0 10 * * ? *)", "UTC", "2026-01-01T10:00:00Z", 2))
        .containsExactly("2026-01-02T10:00:00Z", "2026-01-03T10:00:00Z");
    assertThat(due("cron(0/20 8-9 ? * MON-FRI *)", "UTC", "2026-01-02T09:20:00Z", 3))
        .containsExactly("2026-01-02T09:40:00Z", "2026-01-05T08:00:00Z", "2026-01-05T08:20:00Z");
    assertThat(due("cron(15,45 0 1 JAN,7 ? *)", "UTC", "2026-01-01T00:15:00Z", 3))
        .containsExactly("2026-01-01T00:45:00Z", "2026-07-01T00:15:00Z", "2026-07-01T00:45:00Z");
  }

  @Test
  void daysThatAreCountedFromTheEnd() {
    assertThat(due("cron(0 0 L * ? *)", "UTC", "2026-01-31T00:00:00Z", 2))
        .containsExactly("2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z");
    assertThat(due("cron(0 0 ? * 6L *)", "UTC", "2026-01-01T00:00:00Z", 2))
        .containsExactly("2026-01-30T00:00:00Z", "2026-02-27T00:00:00Z");
    assertThat(due("cron(0 0 ? * 2#1 *)", "UTC", "2026-01-01T00:00:00Z", 2))
        .containsExactly("2026-01-05T00:00:00Z", "2026-02-02T00:00:00Z");
  }

  @Test
  void theNearestWeekdayStaysInItsMonth() {
    assertThat(due("cron(0 0 1W * ? *)", "UTC", "2026-01-31T00:00:00Z", 2))
        .containsExactly("2026-02-02T00:00:00Z", "2026-03-02T00:00:00Z");
    assertThat(due("cron(0 0 LW * ? *)", "UTC", "2026-01-31T00:00:00Z", 1))
        .containsExactly("2026-02-27T00:00:00Z");
  }

  @Test
  void aDayThatThereIsNotInAMonthIsLeftOut() {
    assertThat(due("cron(0 0 31 * ? *)", "UTC", "2026-01-31T00:00:00Z", 2))
        .containsExactly("2026-03-31T00:00:00Z", "2026-05-31T00:00:00Z");
    assertThat(due("cron(0 0 30 2 ? *)", "UTC", "2026-01-31T00:00:00Z", 1)).containsExactly("null");
    assertThat(due("cron(0 0 29 2 ? *)", "UTC", "2026-01-31T00:00:00Z", 1))
        .containsExactly("2028-02-29T00:00:00Z");
  }

  @Test
  void aYearThatIsOverIsOver() {
    assertThat(due("cron(0 0 1 1 ? 2026)", "UTC", "2026-01-01T00:00:00Z", 1))
        .containsExactly("null");
  }

  @Test
  void aTimeThatTheClockLeavesOutIsLeftOutAndOneThatComesTwiceCountsOnce() {
    // Zurich: forward on 29 March 2026 at 2:00, back on 25 October 2026 at 3:00
    assertThat(due("cron(30 2 * * ? *)", "Europe/Zurich", "2026-03-28T12:00:00Z", 1))
        .containsExactly("2026-03-30T00:30:00Z");
    assertThat(due("cron(30 2 * * ? *)", "Europe/Zurich", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void whatIsNoExpressionIsSaidWithItsPlace() {
    wrong("every day", "is none of rate(5 minutes)");
    wrong("rate(0 minutes)", "is none of");
    wrong("at(2026-02-30T00:00:00)", "There is no such time");
    wrong("cron(0 0 * * *)", "six fields");
    wrong("cron(0 0 * * * *)", "must be ?");
    wrong("cron(60 0 * * ? *)", "'60' is no minutes of a cron expression; it must be from 0 to 59");
    wrong("cron(0 0 ? * FOO *)", "'FOO' is no day-of-week");
    wrong("cron(5-1 0 * * ? *)", "'5-1' is no minutes");
    wrong("cron(*/0 0 * * ? *)", "'0' is no minutes");
  }

  private static void wrong(String expression, String message) {
    assertThatThrownBy(() -> Timing.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
