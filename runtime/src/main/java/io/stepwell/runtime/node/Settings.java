package io.stepwell.runtime.node;

import io.stepwell.engine.Limits;
import io.stepwell.runtime.catalog.Quotas;
import io.stepwell.runtime.express.ExpressBounds;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.runtime.partition.Bounds;
import io.stepwell.runtime.partition.Retention;
import io.stepwell.store.Store;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.items.ObjectStorage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// With what an orchestrator is opened.
///
/// @param store stays the caller's: closed after the orchestrator, by whoever opened it
/// @param clock epoch milliseconds; null for the machine's own
/// @param seed of everything that is drawn at random apart from the keys that sign tokens; null for
///     a fresh one
/// @param partitions for a new store; one with data keeps its own number
/// @param retention how long what has ended is kept
/// @param threads that serve partitions
/// @param slowThreads that decide what is out of fuel
/// @param express bounds of express executions
/// @param observer sees the events of all executions
/// @param quotas of what the catalog takes
/// @param objects where distributed Maps read and write objects
/// @param onFatal told once when the process has to end: the store has failed
public record Settings(
    Store store,
    TaskHandlers handlers,
    @Nullable LongSupplier clock,
    @Nullable Long seed,
    int partitions,
    Limits limits,
    Bounds bounds,
    Retention retention,
    int threads,
    int slowThreads,
    ExpressBounds express,
    Observer observer,
    Quotas quotas,
    ObjectStorage objects,
    Consumer<Throwable> onFatal) {
  private static final int PARTITIONS = 16;

  /// What suits most: the rest are `with` methods.
  public static Settings of(Store store, TaskHandlers handlers, Consumer<Throwable> onFatal) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Settings(
        store,
        handlers,
        null,
        null,
        PARTITIONS,
        Limits.AWS,
        Bounds.DEFAULT,
        Retention.AWS,
        cores,
        Math.max(1, cores / 2),
        ExpressBounds.DEFAULT,
        Observer.NONE,
        Quotas.AWS,
        ObjectStorage.NONE,
        onFatal);
  }

  public Settings withObjects(ObjectStorage other) {
    return new Settings(
        store,
        handlers,
        clock,
        seed,
        partitions,
        limits,
        bounds,
        retention,
        threads,
        slowThreads,
        express,
        observer,
        quotas,
        other,
        onFatal);
  }

  public Settings withPartitions(int count) {
    return new Settings(
        store,
        handlers,
        clock,
        seed,
        count,
        limits,
        bounds,
        retention,
        threads,
        slowThreads,
        express,
        observer,
        quotas,
        objects,
        onFatal);
  }

  public Settings withLimits(Limits other) {
    return new Settings(
        store,
        handlers,
        clock,
        seed,
        partitions,
        other,
        bounds,
        retention,
        threads,
        slowThreads,
        express,
        observer,
        quotas,
        objects,
        onFatal);
  }

  public Settings withBounds(Bounds other) {
    return new Settings(
        store,
        handlers,
        clock,
        seed,
        partitions,
        limits,
        other,
        retention,
        threads,
        slowThreads,
        express,
        observer,
        quotas,
        objects,
        onFatal);
  }

  public Settings withTime(LongSupplier other, long fixedSeed) {
    return new Settings(
        store,
        handlers,
        other,
        fixedSeed,
        partitions,
        limits,
        bounds,
        retention,
        threads,
        slowThreads,
        express,
        observer,
        quotas,
        objects,
        onFatal);
  }

  public Settings withExpress(ExpressBounds other) {
    return new Settings(
        store,
        handlers,
        clock,
        seed,
        partitions,
        limits,
        bounds,
        retention,
        threads,
        slowThreads,
        other,
        observer,
        quotas,
        objects,
        onFatal);
  }

  public Settings withObserver(Observer other) {
    return new Settings(
        store,
        handlers,
        clock,
        seed,
        partitions,
        limits,
        bounds,
        retention,
        threads,
        slowThreads,
        express,
        other,
        quotas,
        objects,
        onFatal);
  }

  public Settings withQuotas(Quotas other) {
    return new Settings(
        store,
        handlers,
        clock,
        seed,
        partitions,
        limits,
        bounds,
        retention,
        threads,
        slowThreads,
        express,
        observer,
        other,
        objects,
        onFatal);
  }

  public Settings withRetention(Retention other) {
    return new Settings(
        store,
        handlers,
        clock,
        seed,
        partitions,
        limits,
        bounds,
        other,
        threads,
        slowThreads,
        express,
        observer,
        quotas,
        objects,
        onFatal);
  }
}
