package io.stepwell.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.schedule.Schedule.Plan;
import io.stepwell.store.Store;
import io.stepwell.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Schedules in simulated time, over a store that outlives them.
class SchedulesTest {
  private static final Account ACCOUNT = new Account("aws", "eu-central-1", "123456789012");
  private static final String MACHINE =
      "arn:aws:states:eu-central-1:123456789012:stateMachine:Nightly";

  private final Store store = new MemoryStore();
  private final Map<String, String> started = new LinkedHashMap<>();
  private final List<String> refusals = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Schedules schedules = opened();

  /// Another process over the same store.
  private Schedules opened() {
    return Schedules.open(store, () -> now.toEpochMilli(), this::start);
  }

  private String start(Account account, String machine, String name, String input) {
    if (!refusals.isEmpty()) {
      throw new CallerException(ErrorCode.valueOf(refusals.removeFirst()), "not now");
    }
    started.putIfAbsent(name, input); // a name is one execution
    return machine.replace(":stateMachine:", ":execution:") + ":" + name;
  }

  private static Plan plan(String expression) {
    return new Plan(
        expression,
        "UTC",
        null,
        null,
        0,
        true,
        "",
        MACHINE,
        "{\"at\":\"<aws.scheduler.scheduled-time>\"}",
        Map.of("Arn", MACHINE),
        Duration.ofDays(1),
        false);
  }

  private Schedule create(String name, Plan plan) {
    return schedules.create(ACCOUNT, Schedule.DEFAULT_GROUP, name, plan, false);
  }

  private Schedule shown(String name) {
    return schedules.existing(ACCOUNT, Schedule.DEFAULT_GROUP, name);
  }

  private void pass(Duration time) {
    Instant end = now.plus(time);
    Instant next = schedules.nextFire();
    while (next != null && !next.isAfter(end)) {
      now = next.isAfter(now) ? next : now;
      schedules.fireDue();
      next = schedules.nextFire();
    }
    now = end;
  }

  @Test
  void eachDueTimeStartsOneExecutionThatKnowsIt() {
    create("hourly", plan("cron(0 * * * ? *)"));
    pass(Duration.ofHours(3));

    assertThat(started.keySet()).hasSize(4); // at midnight, too
    assertThat(started.keySet()).first().asString().startsWith("hourly-20260101T000000Z-");
    assertThat(started.values()).last().isEqualTo("{\"at\":\"2026-01-01T03:00:00Z\"}");
    assertThat(Objects.requireNonNull(shown("hourly").last()).executionArn())
        .contains("hourly-20260101T030000Z-");
  }

  @Test
  void aCrashBetweenTheStartAndTheRowStartsNothingTwice() {
    create("hourly", plan("cron(0 * * * ? *)"));
    Schedule before = shown("hourly");
    now = Objects.requireNonNull(before.nextAt());
    start(ACCOUNT, MACHINE, Firing.name(before, now), "{}"); // and then it died
    schedules = opened();
    schedules.fireDue();

    assertThat(started).hasSize(1);
    assertThat(shown("hourly").nextAt()).isEqualTo(now.plus(Duration.ofHours(1)));
  }

  @Test
  void whatWasMissedIsMadeUpInOrderUnlessItIsTooOld() {
    create("hourly", plan("cron(0 * * * ? *)"));
    pass(Duration.ofMinutes(1));
    now = now.plus(Duration.ofHours(30)); // no server ran
    schedules = opened();
    schedules.fireDue();

    assertThat(started).hasSize(1 + 24);
    assertThat(started.values()).last().isEqualTo("{\"at\":\"2026-01-02T06:00:00Z\"}");
    assertThat(Objects.requireNonNull(shown("hourly").last()).missed()).isEqualTo(1);
  }

  @Test
  void aPausedScheduleDoesNotFireAndMakesNothingUp() {
    create("hourly", plan("rate(1 hour)"));
    pass(Duration.ofMinutes(1));
    schedules.enable(ACCOUNT, Schedule.DEFAULT_GROUP, "hourly", false);
    pass(Duration.ofHours(5));
    assertThat(started).hasSize(1);
    schedules.enable(ACCOUNT, Schedule.DEFAULT_GROUP, "hourly", true);
    pass(Duration.ofHours(1));

    assertThat(started).hasSize(2);
  }

  @Test
  void nothingFiresOutsideOfStartAndEnd() {
    Plan plan = plan("rate(1 hour)");
    create(
        "bounded",
        new Plan(
            plan.expression(),
            "UTC",
            Instant.parse("2026-01-01T10:00:00Z"),
            Instant.parse("2026-01-01T12:00:00Z"),
            0,
            true,
            "",
            MACHINE,
            "{}",
            Map.of(),
            Duration.ofDays(1),
            false));
    pass(Duration.ofDays(2));

    assertThat(started.keySet()).hasSize(3);
    assertThat(shown("bounded").nextAt()).isNull();
  }

  @Test
  void oneThatIsDoneGoesIfItsOwnerWants() {
    Plan plan = plan("at(2026-01-01T01:00:00)");
    create("kept", plan);
    create(
        "gone",
        new Plan(
            plan.expression(),
            "UTC",
            null,
            null,
            0,
            true,
            "",
            MACHINE,
            "{}",
            Map.of(),
            Duration.ofDays(1),
            true));
    pass(Duration.ofHours(2));

    assertThat(started).hasSize(2);
    assertThat(shown("kept").nextAt()).isNull();
    assertThatThrownBy(() -> shown("gone")).isInstanceOf(ScheduleException.class);
  }

  @Test
  void aWindowDelaysButLosesNothing() {
    Plan plan = plan("rate(1 hour)");
    Schedule schedule =
        create(
            "window",
            new Plan(
                plan.expression(),
                "UTC",
                null,
                null,
                30,
                true,
                "",
                MACHINE,
                "{}",
                Map.of(),
                Duration.ofDays(1),
                false));
    Instant fireAt = schedule.fireAt();

    assertThat(fireAt).isBetween(now, now.plus(Duration.ofMinutes(30)));
    pass(Duration.ofMinutes(24 * 60 - 1));
    assertThat(started).hasSizeBetween(23, 24);
  }

  @Test
  void aStartThatIsRefusedForNowIsTriedAgainAndOneThatIsWrongIsNot() {
    create("hourly", plan("rate(1 hour)"));
    refusals.addAll(List.of("THROTTLING", "THROTTLING"));
    pass(Duration.ofMinutes(1));
    assertThat(started).hasSize(1);

    refusals.add("STATE_MACHINE_DOES_NOT_EXIST");
    pass(Duration.ofHours(1));
    assertThat(started).hasSize(1);
    assertThat(Objects.requireNonNull(shown("hourly").last()).error())
        .isEqualTo("StateMachineDoesNotExist: not now");
    pass(Duration.ofHours(1));
    assertThat(started).hasSize(2);
  }

  @Test
  void aScheduleOfAFileIsWhatTheFileSays() {
    schedules.fromFile(ACCOUNT, Map.of("a", plan("rate(1 hour)"), "b", plan("rate(1 hour)")));
    schedules.enable(ACCOUNT, Schedule.DEFAULT_GROUP, "a", false);
    schedules.fromFile(ACCOUNT, Map.of("a", plan("rate(1 hour)")));

    assertThat(shown("a").plan().enabled()).as("paused by a person").isFalse();
    assertThatThrownBy(() -> shown("b")).isInstanceOf(ScheduleException.class);
    schedules.fromFile(ACCOUNT, Map.of("a", plan("rate(2 hours)")));
    assertThat(shown("a").plan().expression()).isEqualTo("rate(2 hours)");
  }

  @Test
  void everythingIsReadBackFromTheStore() {
    Schedule created = create("a", plan("rate(1 hour)"));
    pass(Duration.ofMinutes(1));
    Schedule fired = shown("a");
    schedules = opened();

    assertThat(shown("a")).isEqualTo(fired);
    assertThat(fired.createdAt()).isEqualTo(created.createdAt());
  }

  @Test
  void whatCannotBeIsRefused() {
    create("a", plan("rate(1 hour)"));
    refused(ScheduleException.Kind.CONFLICT, plan("rate(1 hour)"), null);
    refused(ScheduleException.Kind.VALIDATION, plan("rate(1 week)"), "Invalid Schedule Expression");
  }

  private void refused(ScheduleException.Kind kind, Plan plan, @Nullable String message) {
    assertThatThrownBy(() -> create("a", plan))
        .isInstanceOfSatisfying(ScheduleException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(message == null ? "already exists" : message);
  }
}
