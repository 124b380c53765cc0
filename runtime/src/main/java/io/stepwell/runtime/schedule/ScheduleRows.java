package io.stepwell.runtime.schedule;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.schedule.Schedule.Last;
import io.stepwell.runtime.schedule.Schedule.Plan;
import io.stepwell.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The stored form of a schedule: a JSON object with a version, so that members can join.
final class ScheduleRows {
  private static final long VERSION = 1;

  private ScheduleRows() {}

  static byte[] encode(Schedule schedule) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("v", VERSION);
    row.put("partition", schedule.account().partition());
    row.put("region", schedule.account().region());
    row.put("account", schedule.account().id());
    row.put("group", schedule.group());
    row.put("name", schedule.name());
    row.put("fromFile", schedule.fromFile());
    row.put("createdAt", schedule.createdAt().toEpochMilli());
    row.put("modifiedAt", schedule.modifiedAt().toEpochMilli());
    row.put("nextAt", millis(schedule.nextAt()));
    row.put("plan", plan(schedule.plan()));
    Last last = schedule.last();
    if (last != null) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      members.put("due", last.due().toEpochMilli());
      members.put("execution", last.executionArn());
      members.put("error", last.error());
      members.put("missed", last.missed());
      row.put("last", members);
    }
    return Json.writeBytes(row);
  }

  private static Map<String, @Nullable Object> plan(Plan plan) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("expression", plan.expression());
    members.put("zone", plan.zone());
    members.put("startAt", millis(plan.startAt()));
    members.put("endAt", millis(plan.endAt()));
    members.put("windowMinutes", (long) plan.windowMinutes());
    members.put("enabled", plan.enabled());
    members.put("description", plan.description());
    members.put("machine", plan.machineArn());
    members.put("input", plan.input());
    members.put("target", plan.target());
    members.put("maxAgeSeconds", plan.maxAge().toSeconds());
    members.put("deletedWhenDone", plan.deletedWhenDone());
    return members;
  }

  static Schedule decode(byte[] bytes) {
    Map<?, ?> row;
    try {
      row = object(Json.parse(bytes));
    } catch (JsonException e) {
      throw new StoreException("A schedule's row is damaged: " + e.message(), e);
    }
    Map<?, ?> last = object(row.get("last"));
    return new Schedule(
        new Account(text(row, "partition"), text(row, "region"), text(row, "account")),
        text(row, "group"),
        text(row, "name"),
        plan(object(row.get("plan"))),
        Boolean.TRUE.equals(row.get("fromFile")),
        required(row, "createdAt"),
        required(row, "modifiedAt"),
        time(row, "nextAt"),
        last.isEmpty()
            ? null
            : new Last(
                required(last, "due"),
                (String) last.get("execution"),
                (String) last.get("error"),
                last.get("missed") instanceof Number missed ? missed.longValue() : 0));
  }

  private static Plan plan(Map<?, ?> members) {
    Map<String, @Nullable Object> target = new LinkedHashMap<>();
    object(members.get("target")).forEach((name, value) -> target.put(String.valueOf(name), value));
    return new Plan(
        text(members, "expression"),
        text(members, "zone"),
        time(members, "startAt"),
        time(members, "endAt"),
        members.get("windowMinutes") instanceof Number window ? window.intValue() : 0,
        Boolean.TRUE.equals(members.get("enabled")),
        text(members, "description"),
        text(members, "machine"),
        text(members, "input"),
        target,
        Duration.ofSeconds(
            members.get("maxAgeSeconds") instanceof Number age ? age.longValue() : 0),
        Boolean.TRUE.equals(members.get("deletedWhenDone")));
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private static @Nullable Instant time(Map<?, ?> row, String name) {
    return row.get(name) instanceof Number millis ? Instant.ofEpochMilli(millis.longValue()) : null;
  }

  private static Instant required(Map<?, ?> row, String name) {
    Instant time = time(row, name);
    if (time == null) {
      throw new StoreException("A schedule's row has no " + name);
    }
    return time;
  }

  private static Map<?, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(Map<?, ?> row, String name) {
    return row.get(name) instanceof String text ? text : "";
  }
}
