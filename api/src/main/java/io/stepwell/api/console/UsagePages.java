package io.stepwell.api.console;

import io.stepwell.api.http.Reply;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.asl.Definitions;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Orchestrator.StateMachine;
import io.stepwell.runtime.Overview;
import io.stepwell.runtime.Overview.Counts;
import io.stepwell.runtime.Overview.Work;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What was used, and what AWS would have charged for it.
final class UsagePages {
  private static final int DAYS = 30;
  private static final int MAX_DAYS = 366;
  private static final int MAX_MACHINES = 10_000;
  private static final int HOURS_PER_DAY = 24;
  private static final Duration EXPRESS_LIMIT = Duration.ofMinutes(5);
  private static final String COLUMNS =
      "day,machine,arn,type,started,succeeded,failed,timedOut,aborted,transitions,expressRequests,"
          + "gbSeconds,logBytes,cost\r\n";

  private final Orchestrator orchestrator;
  private final Overview overview;
  private final LongSupplier clock;

  UsagePages(Orchestrator orchestrator, Overview overview, LongSupplier clock) {
    this.orchestrator = orchestrator;
    this.overview = overview;
    this.clock = clock;
  }

  Reply usage(Account account, Parameters asked) {
    LocalDate today = Instant.ofEpochMilli(clock.getAsLong()).atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate to = asked.day("to", today);
    LocalDate from = asked.day("from", to.minusDays(DAYS - 1));
    if (to.isBefore(from)) {
      throw Refusal.wrong("from '%s' must not be later than to '%s'".formatted(from, to));
    }
    if (ChronoUnit.DAYS.between(from, to) >= MAX_DAYS) {
      throw Refusal.wrong("from '%s' to '%s' is more than %d days".formatted(from, to, MAX_DAYS));
    }
    Pricing pricing = pricing(asked);
    Usage usage = new Usage(pricing, from);
    collect(usage, account, asked.text("machine"), from, to);
    String format = asked.text("format");
    if (format != null && !format.equals("csv") && !format.equals("json")) {
      throw Refusal.wrong("format '%s' must be csv or json".formatted(format));
    }
    return "csv".equals(format)
        ? Answers.csv("usage-%s-%s.csv".formatted(from, to), csv(usage.days()))
        : json(from, to, pricing, usage.days());
  }

  private static Pricing pricing(Parameters asked) {
    return new Pricing(
        asked.price("price", Pricing.PER_THOUSAND),
        asked.number("overhead", Pricing.OVERHEAD, 0, 2),
        asked.flag("freeTier"));
  }

  private void collect(
      Usage usage, Account account, @Nullable String machine, LocalDate from, LocalDate to) {
    int first = (int) from.withDayOfMonth(1).toEpochDay() * HOURS_PER_DAY;
    int end = (int) (to.toEpochDay() + 1) * HOURS_PER_DAY;
    if (machine != null) {
      StateMachine one = orchestrator.describeStateMachine(account, machine);
      usage.add(one, overview.hours(account, one.arn(), first, end));
      return;
    }
    String token = null;
    int seen = 0;
    do {
      Page<StateMachine> page = orchestrator.listStateMachines(account, 1_000, token);
      for (StateMachine one : page.items()) {
        usage.add(one, overview.hours(account, one.arn(), first, end));
      }
      seen += page.items().size();
      token = page.nextToken();
    } while (token != null && seen < MAX_MACHINES);
    if (token != null) {
      throw Refusal.wrong(
          "There are more than %d state machines; machine=ARN asks for one".formatted(seen));
    }
  }

  private static Reply json(LocalDate from, LocalDate to, Pricing pricing, List<Usage.Day> days) {
    JsonOut out =
        new JsonOut()
            .beginObject()
            .member("from", from.toString())
            .member("to", to.toString())
            .member("currency", "USD")
            .member("freeTier", pricing.freeTier())
            .member("overhead", pricing.overhead());
    Answers.amount(out, "price", pricing.perThousand());
    out.beginList("days");
    for (Usage.Day day : days) {
      out.item()
          .member("day", day.day().toString())
          .member("machine", day.machine().name())
          .member("arn", day.machine().arn())
          .member("type", day.machine().type().name());
      amounts(out, day.counts(), day.transitions(), day.expressRequests());
      Answers.amount(out, "gbSeconds", day.gbSeconds());
      Answers.amount(out.member("logBytes", day.counts().logBytes()), "cost", day.cost());
      out.endObject();
    }
    total(out.endList().beginObject("total"), days);
    return Answers.ok(out.endObject());
  }

  private static void total(JsonOut out, List<Usage.Day> days) {
    Counts counts = days.stream().map(Usage.Day::counts).reduce(Counts.NONE, Counts::plus);
    amounts(
        out,
        counts,
        days.stream().mapToLong(Usage.Day::transitions).sum(),
        days.stream().mapToLong(Usage.Day::expressRequests).sum());
    Answers.amount(
        out,
        "gbSeconds",
        days.stream().map(Usage.Day::gbSeconds).reduce(BigDecimal.ZERO, BigDecimal::add));
    Answers.amount(
        out.member("logBytes", counts.logBytes()),
        "cost",
        days.stream().map(Usage.Day::cost).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private static void amounts(JsonOut out, Counts counts, long transitions, long requests) {
    Answers.outcomes(out, counts);
    out.member("transitions", transitions).member("expressRequests", requests);
  }

  private static String csv(List<Usage.Day> days) {
    StringBuilder text = new StringBuilder(COLUMNS);
    for (Usage.Day day : days) {
      Counts counts = day.counts();
      text.append(
          "%s,%s,%s,%s,%d,%d,%d,%d,%d,%d,%d,%s,%d,%s\r\n"
              .formatted(
                  day.day(),
                  cell(day.machine().name()),
                  day.machine().arn(),
                  day.machine().type(),
                  counts.started(),
                  counts.succeeded(),
                  counts.failed(),
                  counts.timedOut(),
                  counts.aborted(),
                  day.transitions(),
                  day.expressRequests(),
                  day.gbSeconds().stripTrailingZeros().toPlainString(),
                  counts.logBytes(),
                  day.cost().stripTrailingZeros().toPlainString()));
    }
    return text.toString();
  }

  /// A spreadsheet would take a name that begins like this for a formula. Names have no commas,
  /// quotes and line ends.
  private static String cell(String name) {
    return "=+-@".indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
  }

  Reply cost(Account account, String arn, Parameters asked) {
    Pricing pricing = pricing(asked);
    Work work = overview.work(account, arn);
    long end = work.stoppedAt() == 0 ? clock.getAsLong() : work.stoppedAt();
    long millis = Math.max(0, end - work.startedAt());
    long billed = Pricing.billedMillis(millis);
    long transitions = pricing.billedTransitions(1, work.transitions());
    BigDecimal gbSeconds = Pricing.gbSeconds(billed * Pricing.ESTIMATED_MEGABYTES);
    JsonOut out =
        new JsonOut()
            .beginObject()
            .member("arn", arn)
            .member("type", work.express() ? "EXPRESS" : "STANDARD")
            .member("status", work.status().name())
            .member("transitions", work.transitions())
            .member("overhead", pricing.overhead())
            .member("durationMillis", millis)
            .member("memoryMegabytes", Pricing.ESTIMATED_MEGABYTES)
            .member("memoryEstimated", true)
            .beginObject("standard")
            .member("transitions", transitions);
    Answers.amount(out, "usd", pricing.month().addTransitions(transitions));
    out.endObject().beginObject("express").member("billedMillis", billed);
    Answers.amount(out, "gbSeconds", gbSeconds);
    Answers.amount(out, "usd", pricing.month().addExpress(1, gbSeconds));
    String reason = work.express() ? null : notExpress(work, millis);
    out.member("possible", reason == null).member("reason", reason);
    return Answers.ok(out.endObject());
  }

  private static @Nullable String notExpress(Work work, long millis) {
    if (millis > EXPRESS_LIMIT.toMillis()) {
      return "it took longer than five minutes";
    }
    return Definitions.validate(work.definition(), MachineType.EXPRESS).stream()
        .filter(finding -> finding.isError())
        .findFirst()
        .map(finding -> finding.message())
        .orElse(null);
  }
}
