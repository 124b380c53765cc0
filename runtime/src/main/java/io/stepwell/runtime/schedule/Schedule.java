package io.stepwell.runtime.schedule;

import io.stepwell.runtime.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A schedule as it is now.
///
/// @param plan what its owner wants
/// @param fromFile whether `stepwell.yaml` describes it
/// @param nextAt the due time that comes next; null when none does, or it is disabled
public record Schedule(
    Account account,
    String group,
    String name,
    Plan plan,
    boolean fromFile,
    Instant createdAt,
    Instant modifiedAt,
    @Nullable Instant nextAt,
    @Nullable Last last) {
  public static final String DEFAULT_GROUP = "default";

  /// What the owner of a schedule decides.
  ///
  /// @param windowMinutes how much later than its due time it may fire; 0 for at the time
  /// @param machineArn of a state machine, a version or an alias
  /// @param input with AWS's context attributes, such as `<aws.scheduler.scheduled-time>`
  /// @param target as the API shows it
  /// @param maxAge beyond which a due time that was missed is not made up
  /// @param deletedWhenDone whether it goes when no due time is left
  public record Plan(
      String expression,
      String zone,
      @Nullable Instant startAt,
      @Nullable Instant endAt,
      int windowMinutes,
      boolean enabled,
      String description,
      String machineArn,
      String input,
      Map<String, ?> target,
      Duration maxAge,
      boolean deletedWhenDone) {
    Plan with(boolean nowEnabled) {
      return new Plan(
          expression,
          zone,
          startAt,
          endAt,
          windowMinutes,
          nowEnabled,
          description,
          machineArn,
          input,
          target,
          maxAge,
          deletedWhenDone);
    }
  }

  /// What became of the last due time.
  ///
  /// @param due as it was planned
  /// @param executionArn that was started; null when none could be
  /// @param error why not
  /// @param missed how many due times were too old to be made up, since the schedule was made
  public record Last(
      Instant due, @Nullable String executionArn, @Nullable String error, long missed) {}

  public String arn() {
    return "arn:%s:scheduler:%s:%s:schedule/%s/%s"
        .formatted(account.partition(), account.region(), account.id(), group, name);
  }

  /// The first due time behind a moment, within start and end.
  @Nullable Instant after(Instant moment) {
    Instant begin = plan.startAt() == null ? createdAt : plan.startAt();
    Timing timing = Timing.parse(plan.expression());
    Instant from =
        plan.startAt() != null && moment.isBefore(plan.startAt())
            ? plan.startAt().minusMillis(1)
            : moment;
    Instant next = timing.next(from, begin, ZoneId.of(plan.zone()));
    return next == null || (plan.endAt() != null && next.isAfter(plan.endAt())) ? null : next;
  }

  /// When the next due time is acted on: within its window, always at the same place of it.
  @Nullable Instant fireAt() {
    if (nextAt == null || plan.windowMinutes() == 0) {
      return nextAt;
    }
    long window = Duration.ofMinutes(plan.windowMinutes()).toMillis();
    return nextAt.plusMillis(
        Math.floorMod(
            (long) arn().hashCode() * 31 + nextAt.toEpochMilli() / 60_000 * 7919, window));
  }

  Schedule with(Plan newPlan, Instant now) {
    Schedule changed =
        new Schedule(account, group, name, newPlan, fromFile, createdAt, now, null, last);
    return newPlan.enabled() ? changed.due(changed.after(now)) : changed;
  }

  Schedule due(@Nullable Instant next) {
    return new Schedule(account, group, name, plan, fromFile, createdAt, modifiedAt, next, last);
  }

  Schedule fired(@Nullable Instant next, Last now) {
    return new Schedule(account, group, name, plan, fromFile, createdAt, modifiedAt, next, now);
  }
}
