package io.stepwell.api.console;

import io.stepwell.api.http.Reply;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Orchestrator.StateMachine;
import io.stepwell.runtime.Overview;
import io.stepwell.runtime.Overview.Counts;
import io.stepwell.runtime.Overview.Hour;
import io.stepwell.runtime.Overview.MachineNumbers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// State machines with their numbers, and one machine hour by hour.
final class MachinePages {
  private static final int HOURS = 24;
  private static final int MAX_HOURS = 366 * 24;
  private static final int MAX_PAGE = 1_000;
  private static final long HOUR_MILLIS = 3_600_000;

  private final Orchestrator orchestrator;
  private final Overview overview;
  private final LongSupplier clock;

  MachinePages(Orchestrator orchestrator, Overview overview, LongSupplier clock) {
    this.orchestrator = orchestrator;
    this.overview = overview;
    this.clock = clock;
  }

  Reply list(Account account, Parameters asked) {
    int hours = asked.number("hours", HOURS, 1, MAX_HOURS);
    String name = asked.text("name");
    Page<MachineNumbers> page =
        overview.machines(
            account,
            name == null ? "" : name,
            firstHour(hours),
            asked.number("limit", 100, 1, MAX_PAGE),
            asked.text("after"));
    JsonOut out = new JsonOut().beginObject().member("hours", hours).beginList("machines");
    for (MachineNumbers one : page.items()) {
      machine(out, one);
    }
    Answers.next(out.endList(), page.nextToken());
    return Answers.ok(out);
  }

  private static void machine(JsonOut out, MachineNumbers numbers) {
    StateMachine machine = numbers.machine();
    out.item()
        .member("arn", machine.arn())
        .member("name", machine.name())
        .member("type", machine.type().name())
        .member("status", machine.deleting() ? "DELETING" : "ACTIVE")
        .member("createdAt", machine.createdAt())
        .member("updatedAt", machine.updatedAt())
        .member("running", numbers.running());
    if (numbers.runningIsMore()) {
      out.member("runningIsMore", true);
    }
    Answers.time(out, "lastStartedAt", numbers.lastStartedAt());
    Answers.outcomes(out, numbers.counts());
    out.endObject();
  }

  Reply metrics(Account account, String arn, Parameters asked) {
    int hours = asked.number("hours", HOURS, 1, MAX_HOURS);
    StateMachine machine = orchestrator.describeStateMachine(account, arn);
    int first = firstHour(hours);
    Map<Integer, Counts> counted = new HashMap<>();
    for (Hour hour : overview.hours(account, arn, first, first + hours)) {
      counted.put(hour.hour(), hour.counts());
    }
    JsonOut out =
        new JsonOut()
            .beginObject()
            .member("arn", machine.arn())
            .member("type", machine.type().name())
            .beginList("points");
    for (int hour = first; hour < first + hours; hour++) {
      Counts counts = counted.getOrDefault(hour, Counts.NONE);
      out.item().member("at", hour * HOUR_MILLIS);
      Answers.outcomes(out, counts);
      out.member("transitions", counts.transitions())
          .member("billedMillis", counts.billedMillis())
          .member("durationMillis", counts.durationMillis())
          .endObject();
    }
    return Answers.ok(out.endList());
  }

  private int firstHour(int hours) {
    return (int) (clock.getAsLong() / HOUR_MILLIS) - hours + 1;
  }
}
