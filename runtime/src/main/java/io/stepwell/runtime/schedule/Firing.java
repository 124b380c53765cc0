package io.stepwell.runtime.schedule;

import io.stepwell.runtime.CallerException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a schedule starts for one of its due times: the name, the same for the same time, and the
/// input, with AWS's context attributes filled in.
final class Firing {
  private static final int NAME_CHARS = 40;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Firing() {}

  /// An execution, or why there is none.
  ///
  /// @param again whether it is worth another try
  record Result(@Nullable String executionArn, @Nullable String error, boolean again) {}

  static Result start(Schedules.Starter starter, Schedule schedule, Instant due) {
    try {
      return new Result(
          starter.start(
              schedule.account(),
              schedule.plan().machineArn(),
              name(schedule, due),
              input(schedule, due)),
          null,
          false);
    } catch (CallerException e) {
      return new Result(
          null,
          "%s: %s".formatted(e.code().type(), e.message()),
          switch (e.code()) {
            case THROTTLING, SERVICE_UNAVAILABLE, EXECUTION_LIMIT_EXCEEDED -> true;
            default -> false;
          });
    }
  }

  /// Of a schedule that was deleted and made anew the names are others.
  static String name(Schedule schedule, Instant due) {
    String own = schedule.name();
    String shown = own.length() > NAME_CHARS ? own.substring(0, NAME_CHARS) : own;
    return "%s-%s-%s".formatted(shown, TIME.format(due), id(schedule, due).substring(0, 8));
  }

  private static String id(Schedule schedule, Instant due) {
    String all = schedule.arn() + schedule.createdAt() + due;
    return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
  }

  static String input(Schedule schedule, Instant due) {
    return schedule
        .plan()
        .input()
        .replace("<aws.scheduler.schedule-arn>", schedule.arn())
        .replace("<aws.scheduler.scheduled-time>", due.toString())
        .replace("<aws.scheduler.execution-id>", id(schedule, due))
        .replace("<aws.scheduler.attempt-number>", "1");
  }
}
