package io.stepwell.server;

import io.stepwell.json.Json;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.schedule.Schedule.Plan;
import io.stepwell.runtime.schedule.Timing;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The section `schedules` of `stepwell.yaml`:
///
/// ```yaml
/// schedules:
///   nightly: {machine: Nightly, when: "cron(30 2 * * ? *)", timezone: Europe/Zurich, input: {day: today}}
/// ```
final class ScheduleSection {
  static final String NAME = "schedules";

  private static final int MAX_WINDOW_MINUTES = 1440;
  private static final Duration MAX_AGE = Duration.ofDays(1);
  private static final Set<String> MEMBERS =
      Set.of(
          "machine",
          "when",
          "timezone",
          "input",
          "start",
          "end",
          "window",
          "enabled",
          "description");

  private final Map<String, SectionEntry> entries;

  private ScheduleSection(Map<String, SectionEntry> entries) {
    this.entries = entries;
  }

  static ScheduleSection read(SettingsFile file, Map<String, String> environment) {
    Object section = file.sections().getOrDefault(NAME, Map.of());
    SectionEntry all = new SectionEntry(file.path(), NAME, section, environment);
    Map<String, SectionEntry> entries = new LinkedHashMap<>();
    for (Object key : all.members().keySet()) {
      String name = String.valueOf(key);
      if (!name.matches("[0-9a-zA-Z-_.]{1,64}")) {
        throw all.wrong(
            "has a schedule named '%s'; letters, digits, -, _ and . make a name".formatted(name));
      }
      entries.put(name, all.entry(name));
    }
    ScheduleSection schedules = new ScheduleSection(entries);
    schedules.plans(
        new Account("aws", "us-east-1", "000000000000")); // so that mistakes are told now
    return schedules;
  }

  /// @param account whose machines they start
  Map<String, Plan> plans(Account account) {
    Map<String, Plan> plans = new LinkedHashMap<>();
    entries.forEach((name, entry) -> plans.put(name, plan(entry, account)));
    return plans;
  }

  private static Plan plan(SectionEntry entry, Account account) {
    entry.allow(MEMBERS);
    String when = entry.text("when");
    try {
      Timing.parse(when);
    } catch (IllegalArgumentException e) {
      throw entry.wrong("has a 'when' that cannot be read: " + e.getMessage());
    }
    String zone = entry.optional("timezone");
    try {
      ZoneId.of(zone == null ? "UTC" : zone);
    } catch (DateTimeException e) {
      throw entry.wrong(
          "has '%s' as 'timezone', which is none; Europe/Zurich is one".formatted(zone));
    }
    String machine = entry.text("machine");
    String arn =
        machine.startsWith("arn:")
            ? machine
            : "arn:%s:states:%s:%s:stateMachine:%s"
                .formatted(account.partition(), account.region(), account.id(), machine);
    String description = entry.optional("description");
    String input = input(entry);
    return new Plan(
        when,
        zone == null ? "UTC" : zone,
        time(entry, "start"),
        time(entry, "end"),
        window(entry),
        enabled(entry),
        description == null ? "" : description,
        arn,
        input,
        Map.of(
            "Arn", arn,
            "Input", input,
            "RoleArn", "arn:aws:iam::%s:role/stepwell".formatted(account.id())),
        MAX_AGE,
        false);
  }

  private static String input(SectionEntry entry) {
    Object input = entry.members().get("input");
    return switch (input) {
      case null -> "{}";
      case Map<?, ?> members -> Json.write(members);
      default -> throw entry.wrong("must have members as 'input'");
    };
  }

  private static boolean enabled(SectionEntry entry) {
    return switch (entry.members().get("enabled")) {
      case null -> true;
      case Boolean enabled -> enabled;
      default -> throw entry.wrong("must have true or false as 'enabled'");
    };
  }

  private static int window(SectionEntry entry) {
    Object window = entry.members().get("window");
    return switch (window) {
      case null -> 0;
      case Integer minutes when minutes >= 0 && minutes <= MAX_WINDOW_MINUTES -> minutes;
      default -> throw entry.wrong("must have minutes from 0 to 1440 as 'window'");
    };
  }

  private static @Nullable Instant time(SectionEntry entry, String name) {
    Object value = entry.members().get(name);
    if (value instanceof java.util.Date date) {
      return date.toInstant(); // what YAML makes of an unquoted time
    }
    String text = entry.optional(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw entry.wrong(
          "has '%s' as '%s'; it must be a time such as 2027-01-31T06:00:00Z".formatted(text, name));
    }
  }
}
