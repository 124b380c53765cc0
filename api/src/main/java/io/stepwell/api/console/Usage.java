package io.stepwell.api.console;

import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.StateMachine;
import io.stepwell.runtime.Overview.Counts;
import io.stepwell.runtime.Overview.Hour;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Usage per machine and day, with its price. Days are added in their order, so that each costs what
/// it adds to the bill of its month.
final class Usage {
  private static final int HOURS_PER_DAY = 24;

  private final Pricing pricing;
  private final LocalDate from;
  private final Map<LocalDate, Map<StateMachine, Counts>> counted = new TreeMap<>();

  /// @param from the first day that is shown; days of its month before it count towards its tiers
  Usage(Pricing pricing, LocalDate from) {
    this.pricing = pricing;
    this.from = from;
  }

  /// What a machine used on a day.
  record Day(
      LocalDate day, StateMachine machine, Counts counts, BigDecimal gbSeconds, BigDecimal cost) {
    boolean express() {
      return machine.type() == Orchestrator.Type.EXPRESS;
    }

    long expressRequests() {
      return express() ? counts.started() : 0;
    }

    /// Those that are paid for.
    long transitions() {
      return express() ? 0 : counts.transitions();
    }
  }

  void add(StateMachine machine, List<Hour> hours) {
    for (Hour hour : hours) {
      LocalDate day = LocalDate.ofEpochDay(hour.hour() / HOURS_PER_DAY);
      counted
          .computeIfAbsent(day, _ -> new LinkedHashMap<>())
          .merge(machine, hour.counts(), Counts::plus);
    }
  }

  /// By day, then in the order in which machines were added.
  List<Day> days() {
    List<Day> days = new ArrayList<>();
    Map<YearMonth, Pricing.Month> months = new HashMap<>();
    counted.forEach(
        (day, machines) -> {
          Pricing.Month month = months.computeIfAbsent(YearMonth.from(day), _ -> pricing.month());
          machines.forEach(
              (machine, counts) -> {
                Day priced = priced(day, machine, counts, month);
                if (!day.isBefore(from)) {
                  days.add(priced);
                }
              });
        });
    return days;
  }

  private Day priced(LocalDate day, StateMachine machine, Counts counts, Pricing.Month month) {
    boolean express = machine.type() == Orchestrator.Type.EXPRESS;
    BigDecimal gbSeconds = Pricing.gbSeconds(counts.billedMegabyteMillis());
    BigDecimal cost = month.addExpress(express ? counts.started() : 0, gbSeconds);
    if (!express) { // its express executions are the children of its map runs
      long billed = pricing.billedTransitions(counts.started(), counts.transitions());
      cost = cost.add(month.addTransitions(billed));
    }
    return new Day(day, machine, counts, gbSeconds.stripTrailingZeros(), cost);
  }
}
