package io.stepwell.api.console;

import io.stepwell.api.console.Console.Asker;
import io.stepwell.api.http.Reply;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.schedule.Schedule;
import io.stepwell.runtime.schedule.Schedule.Last;
import io.stepwell.runtime.schedule.Schedule.Plan;
import io.stepwell.runtime.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Schedules: listed, made, paused, run at once, deleted.
final class SchedulePages {
  private static final int MAX_PAGE = 1_000;
  private static final String GROUP = Schedule.DEFAULT_GROUP;

  private final Schedules schedules;

  SchedulePages(Schedules schedules) {
    this.schedules = schedules;
  }

  Reply list(Account account, Parameters asked) {
    String after = asked.text("after");
    String machine = asked.text("machine");
    int max = asked.number("limit", 100, 1, MAX_PAGE);
    List<Schedule> page =
        schedules.list(
            account,
            after == null ? "" : after,
            max + 1,
            each -> machine == null || each.plan().machineArn().startsWith(machine));
    List<Schedule> shown = page.subList(0, Math.min(max, page.size()));
    JsonOut out = new JsonOut().beginObject().beginList("schedules");
    shown.forEach(schedule -> write(out.item(), schedule));
    Answers.next(out.endList(), page.size() > max ? shown.getLast().name() : null);
    return Answers.ok(out);
  }

  private static void write(JsonOut out, Schedule schedule) {
    Plan plan = schedule.plan();
    out.member("name", schedule.name())
        .member("arn", schedule.arn())
        .member("machine", plan.machineArn())
        .member("when", plan.expression())
        .member("timezone", plan.zone())
        .member("enabled", plan.enabled())
        .member("fromFile", schedule.fromFile())
        .member("input", plan.input());
    if (!plan.description().isEmpty()) {
      out.member("description", plan.description());
    }
    time(out, "nextAt", schedule.nextAt());
    time(out, "startAt", plan.startAt());
    time(out, "endAt", plan.endAt());
    Last last = schedule.last();
    if (last != null) {
      out.member("lastAt", last.due().toEpochMilli())
          .member("lastExecution", last.executionArn())
          .member("lastError", last.error())
          .member("missed", last.missed());
    }
    out.endObject();
  }

  private static void time(
      JsonOut out, String name, @org.jspecify.annotations.Nullable Instant time) {
    if (time != null) {
      out.member(name, time.toEpochMilli());
    }
  }

  Reply create(Asker asker, Parameters asked) {
    requireAdmin(asker);
    String name = asked.required("name", "a name such as nightly");
    if (!name.matches("[0-9a-zA-Z-_.]{1,64}")) {
      throw Refusal.wrong(
          "name '%s' must be letters, digits, -, _ and ., at most 64".formatted(name));
    }
    String machine = asked.required("machine", "the ARN of a state machine");
    String input = asked.text("input") == null ? "{}" : asked.required("input", "JSON");
    try {
      Json.check(input);
    } catch (JsonException e) {
      throw Refusal.wrong("input is not JSON: " + e.message());
    }
    String zone = asked.text("timezone");
    Plan plan =
        new Plan(
            asked.required("when", "such as rate(5 minutes) or cron(0 6 * * ? *)"),
            zone == null ? "UTC" : zone,
            null,
            null,
            0,
            true,
            "",
            machine,
            input,
            Map.of(
                "Arn",
                machine,
                "Input",
                input,
                "RoleArn",
                "arn:aws:iam::%s:role/stepwell".formatted(asker.account().id())),
            Duration.ofDays(1),
            false);
    return one(schedules.create(asker.account(), GROUP, name, plan, false));
  }

  Reply enable(Account account, String name, boolean enabled) {
    return one(schedules.enable(account, GROUP, name, enabled));
  }

  Reply run(Account account, String name) {
    return Answers.ok(
        new JsonOut().beginObject().member("execution", schedules.runNow(account, GROUP, name)));
  }

  Reply delete(Asker asker, String name) {
    requireAdmin(asker);
    schedules.delete(asker.account(), GROUP, name);
    return Answers.ok(new JsonOut().beginObject());
  }

  private static Reply one(Schedule schedule) {
    JsonOut out = new JsonOut().beginObject();
    write(out, schedule);
    return Answers.json(200, out);
  }

  private static void requireAdmin(Asker asker) {
    if (!asker.role().equals("admin")) {
      throw Refusal.role("Schedules are made and deleted by admins");
    }
  }
}
