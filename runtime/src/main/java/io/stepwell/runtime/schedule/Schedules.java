package io.stepwell.runtime.schedule;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.schedule.Schedule.Last;
import io.stepwell.runtime.schedule.Schedule.Plan;
import io.stepwell.runtime.schedule.ScheduleException.Kind;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.store.StoreException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All schedules. Changes are durable before they are shown.
///
/// **Once for each due time.** The row holds the due time that comes next. To fire is to start an
/// execution whose name is made of the schedule and that time, then to write the row with the time
/// after it. A crash between the two starts the same name again, which starts nothing. A due time that
/// passed while no server ran is made up, in order, unless it is older than the schedule allows.
public final class Schedules {
  private static final int MAX = 10_000;

  /// After a start that was refused for now.
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Store store;
  private final Lease lease;
  private final LongSupplier clock;
  private final Starter starter;
  private final ReentrantLock changing = new ReentrantLock();
  private final ConcurrentSkipListMap<String, Schedule> schedules = new ConcurrentSkipListMap<>();
  private final Map<String, Instant> postponed = new ConcurrentHashMap<>();
  private volatile Runnable onChange = () -> {};

  /// Starts executions.
  public interface Starter {
    /// @return the execution's ARN; of the one that has the name already, if there is one
    /// @throws io.stepwell.runtime.CallerException when it cannot be started
    String start(Account account, String machineArn, String name, String input);
  }

  private Schedules(Store store, Lease lease, LongSupplier clock, Starter starter) {
    this.store = store;
    this.lease = lease;
    this.clock = clock;
    this.starter = starter;
  }

  /// Reads them.
  ///
  /// @param clock epoch milliseconds
  public static Schedules open(Store store, LongSupplier clock, Starter starter) {
    Lease lease = store.lease(Tables.SCHEDULE_PARTITION);
    Schedules all = new Schedules(store, lease, clock, starter);
    try (Cursor cursor =
        store.scan(lease.partition(), Tables.SCHEDULES, new byte[0], Tables.lastKey(), false)) {
      while (cursor.next()) {
        Schedule schedule = ScheduleRows.decode(cursor.value());
        all.schedules.put(key(schedule), schedule);
      }
    }
    return all;
  }

  /// Told whenever a due time may have become another one.
  public void onChange(Runnable listener) {
    onChange = listener;
  }

  private static String key(Account account, String group, String name) {
    return "%s:%s:%s\0%s\0%s"
        .formatted(account.id(), account.region(), account.partition(), group, name);
  }

  private static String key(Schedule schedule) {
    return key(schedule.account(), schedule.group(), schedule.name());
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.getAsLong());
  }

  // ---- changes

  /// @throws ScheduleException CONFLICT, VALIDATION
  public Schedule create(Account account, String group, String name, Plan plan, boolean fromFile) {
    check(plan);
    Schedule created =
        changed(
            () -> {
              if (schedules.containsKey(key(account, group, name))) {
                throw new ScheduleException(
                    Kind.CONFLICT, "Schedule %s already exists.".formatted(name));
              }
              if (schedules.size() >= MAX) {
                throw new ScheduleException(
                    Kind.QUOTA, "There are %d schedules, the most that are allowed".formatted(MAX));
              }
              Instant now = now();
              Schedule fresh =
                  new Schedule(account, group, name, plan, fromFile, now, now, null, null);
              return write(plan.enabled() ? fresh.due(fresh.after(now.minusMillis(1))) : fresh);
            });
    onChange.run();
    return created;
  }

  /// @throws ScheduleException NOT_FOUND, VALIDATION
  public Schedule update(Account account, String group, String name, Plan plan) {
    check(plan);
    Schedule updated = changed(() -> write(existing(account, group, name).with(plan, now())));
    onChange.run();
    return updated;
  }

  /// Pauses it, or lets it go on: what was due meanwhile is not made up.
  public Schedule enable(Account account, String group, String name, boolean enabled) {
    Schedule updated =
        changed(
            () -> {
              Schedule schedule = existing(account, group, name);
              return schedule.plan().enabled() == enabled
                  ? schedule
                  : write(schedule.with(schedule.plan().with(enabled), now()));
            });
    onChange.run();
    return updated;
  }

  public void delete(Account account, String group, String name) {
    Schedule gone =
        changed(
            () -> {
              Schedule schedule = existing(account, group, name);
              remove(schedule);
              return schedule;
            });
    if (gone.nextAt() != null) {
      onChange.run();
    }
  }

  /// Makes those of a file what the file says; those that it described before and does not any more
  /// are removed. One that a person paused stays so while the file says the same.
  public void fromFile(Account account, Map<String, Plan> plans) {
    for (Schedule known : List.copyOf(schedules.values())) {
      if (known.fromFile() && !plans.containsKey(known.name())) {
        delete(known.account(), known.group(), known.name());
      }
    }
    plans.forEach(
        (name, plan) -> {
          Schedule known = schedules.get(key(account, Schedule.DEFAULT_GROUP, name));
          if (known == null) {
            create(account, Schedule.DEFAULT_GROUP, name, plan, true);
          } else if (!known.plan().with(true).equals(plan.with(true))) {
            update(account, Schedule.DEFAULT_GROUP, name, plan);
          }
        });
  }

  private static void check(Plan plan) {
    try {
      Timing.parse(plan.expression());
      ZoneId.of(plan.zone());
    } catch (DateTimeException e) {
      throw new ScheduleException(
          Kind.VALIDATION,
          "'%s' is no time zone; one is named such as Europe/Zurich".formatted(plan.zone()));
    } catch (IllegalArgumentException e) {
      throw new ScheduleException(
          Kind.VALIDATION, "Invalid Schedule Expression: %s".formatted(e.getMessage()));
    }
    if (plan.startAt() != null && plan.endAt() != null && !plan.startAt().isBefore(plan.endAt())) {
      throw new ScheduleException(Kind.VALIDATION, "The StartDate must be before the EndDate.");
    }
  }

  // ---- looking

  /// @throws ScheduleException NOT_FOUND
  public Schedule existing(Account account, String group, String name) {
    Schedule schedule = schedules.get(key(account, group, name));
    if (schedule == null) {
      throw new ScheduleException(Kind.NOT_FOUND, "Schedule %s does not exist.".formatted(name));
    }
    return schedule;
  }

  /// An account's schedules in the order of their names, behind one.
  public List<Schedule> list(Account account, String after, int max, Predicate<Schedule> which) {
    return schedules.values().stream()
        .filter(schedule -> schedule.account().equals(account))
        .filter(schedule -> after.isEmpty() || schedule.name().compareTo(after) > 0)
        .filter(which)
        .limit(max)
        .toList();
  }

  /// The groups that a schedule may be in.
  public static Set<String> groups() {
    return Set.of(Schedule.DEFAULT_GROUP);
  }

  // ---- firing

  /// Starts an execution now, beside what is planned.
  public String runNow(Account account, String group, String name) {
    Schedule schedule = existing(account, group, name);
    Instant now = now();
    return starter.start(
        account,
        schedule.plan().machineArn(),
        Firing.name(schedule, now) + "-now",
        Firing.input(schedule, now));
  }

  /// When there is something to do next, or null.
  public @Nullable Instant nextFire() {
    return schedules.values().stream()
        .map(this::fireAt)
        .filter(java.util.Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /// Later than planned when the start was refused for now.
  private @Nullable Instant fireAt(Schedule schedule) {
    Instant planned = schedule.fireAt();
    Instant later = postponed.get(key(schedule));
    return planned == null || later == null || later.isBefore(planned) ? planned : later;
  }

  /// Fires all that is due.
  ///
  /// @return how many executions were started
  public int fireDue() {
    int fired = 0;
    boolean more = true;
    while (more && !Thread.currentThread().isInterrupted()) {
      more = false;
      for (Schedule schedule : schedules.values()) {
        Instant fireAt = fireAt(schedule);
        if (fireAt != null && !fireAt.isAfter(now())) {
          fired += fire(schedule) ? 1 : 0;
          more = true;
        }
      }
    }
    return fired;
  }

  private boolean fire(Schedule schedule) {
    Instant due = schedule.nextAt();
    if (due == null) {
      return false;
    }
    long missed = schedule.last() == null ? 0 : schedule.last().missed();
    Instant oldest = now().minus(schedule.plan().maxAge());
    Instant next = schedule.after(due);
    Last last;
    if (due.isBefore(oldest)) {
      next = schedule.after(oldest.minusMillis(1));
      last = new Last(due, null, "Missed while the server did not run", missed + 1);
    } else {
      Firing.Result result = Firing.start(starter, schedule, due);
      if (result.again()) {
        postponed.put(key(schedule), now().plus(AGAIN));
        return false;
      }
      last = new Last(due, result.executionArn(), result.error(), missed);
    }
    postponed.remove(key(schedule));
    record(schedule, next, last);
    return last.executionArn() != null;
  }

  /// Unless it was changed meanwhile: then its due times are others already.
  private void record(Schedule schedule, @Nullable Instant next, Last last) {
    var _ =
        changed(
            () -> {
              Schedule now = schedules.get(key(schedule));
              if (now == null || !now.modifiedAt().equals(schedule.modifiedAt())) {
                return schedule;
              }
              if (next == null && now.plan().deletedWhenDone()) {
                remove(now);
                return now;
              }
              return write(now.fired(next, last));
            });
  }

  // ---- the store

  private interface Change {
    Schedule make() throws InterruptedException;
  }

  private Schedule changed(Change change) {
    changing.lock();
    try {
      return change.make();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while a schedule was being written", e);
    } finally {
      changing.unlock();
    }
  }

  private Schedule write(Schedule schedule) throws InterruptedException {
    store
        .append(
            new Batch(lease)
                .put(Tables.SCHEDULES, Tables.text(key(schedule)), ScheduleRows.encode(schedule)))
        .await();
    schedules.put(key(schedule), schedule);
    return schedule;
  }

  private void remove(Schedule schedule) throws InterruptedException {
    store.append(new Batch(lease).delete(Tables.SCHEDULES, Tables.text(key(schedule)))).await();
    schedules.remove(key(schedule));
  }
}
