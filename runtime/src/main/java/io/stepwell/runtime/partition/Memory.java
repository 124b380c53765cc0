package io.stepwell.runtime.partition;

import io.stepwell.engine.Effect;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.partition.Message.Address;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings executions into memory when something arrives for them, and lets go of those that only
/// wait: a million of them cost disk, not heap.
final class Memory {
  private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
  private static final int MAX_EVICTIONS_PER_TURN = 256;

  private final PartitionServices services;
  private final int partition;
  private final Outlet outlet;
  private final Residents residents;
  private final Loader loader;
  private final Recorder recorder;
  private final Quarantine quarantine;

  Memory(
      PartitionServices services,
      int partition,
      Outlet outlet,
      Residents residents,
      Loader loader,
      Recorder recorder,
      Quarantine quarantine) {
    this.services = services;
    this.partition = partition;
    this.outlet = outlet;
    this.residents = residents;
    this.loader = loader;
    this.recorder = recorder;
    this.quarantine = quarantine;
  }

  /// @throws CallerException when it is out of service
  @Nullable LiveExecution find(Turn turn, Address address) {
    ExecutionKey key;
    ExecutionName name = null;
    switch (address) {
      case Address.ByKey(ExecutionKey known) -> key = known;
      case Address.ByName(ExecutionName asked) -> {
        LiveExecution live = residents.get(asked);
        if (live != null) {
          return live;
        }
        ExecutionRow row = loader.row(asked);
        if (row == null) {
          return null;
        }
        key = row.key();
        name = asked;
      }
    }
    LiveExecution live = resident(turn, key, name);
    String reason = quarantine.reason(key);
    if (reason != null) {
      throw Quarantine.refusal(name, reason);
    }
    return live;
  }

  /// The execution in memory, loaded if need be; null when there is none or it is out of service.
  @Nullable LiveExecution resident(Turn turn, ExecutionKey key, @Nullable ExecutionName name) {
    LiveExecution known = residents.get(key);
    if (known != null || quarantine.reason(key) != null) {
      return known;
    }
    try {
      LiveExecution loaded = loader.load(key);
      if (loaded != null) {
        residents.add(loaded);
        residents.settled(loaded, services.clock().getAsLong());
      }
      return loaded;
    } catch (RuntimeException | StackOverflowError e) {
      Quarantine.failOnStore(e);
      String which = name == null ? "execution " + key.number() : "'" + name.name() + "'";
      services.metrics().quarantined.increment();
      quarantine.add(turn, key, which, e);
      return null;
    }
  }

  boolean isOutOfService(ExecutionKey key) {
    return quarantine.reason(key) != null;
  }

  void evict(Turn turn) {
    Bounds bounds = services.bounds();
    long idleSince = services.clock().getAsLong() - bounds.idle().toMillis();
    int left = MAX_EVICTIONS_PER_TURN;
    Iterator<LiveExecution> resting = residents.resting();
    List<LiveExecution> leaving = new ArrayList<>();
    int over = residents.restingCount() - bounds.resting();
    while (left-- > 0 && resting.hasNext()) {
      LiveExecution live = resting.next();
      if (live.touchedAt > idleSince && over-- <= 0) {
        break;
      }
      if (live.evictable()) {
        leaving.add(live);
      }
    }
    addParked(leaving, idleSince);
    for (LiveExecution live : leaving) {
      evict(turn, live);
    }
  }

  /// Those whose calls all wait for room. With a call that is out an execution stays, and is looked at
  /// again when something has happened to it.
  private void addParked(List<LiveExecution> leaving, long idleSince) {
    Iterator<LiveExecution> calling = residents.calling();
    for (int left = MAX_EVICTIONS_PER_TURN; left > 0 && calling.hasNext(); left--) {
      LiveExecution live = calling.next();
      if (live.touchedAt > idleSince) {
        break;
      }
      if (live.stored()) {
        calling.remove();
        if (parked(live)) {
          leaving.add(live);
        }
      }
    }
  }

  private boolean parked(LiveExecution live) {
    boolean all = true;
    for (Effect effect : live.state.outstanding()) {
      all =
          all
              && switch (effect) {
                case Effect.CallTask call -> outlet.park(live.origin(partition), call);
                case Effect.OfferActivityTask _, Effect.RunMap _ -> true; // rows and letters
                case Effect.CancelJob _, Effect.ContinueSlice _ -> false;
              };
    }
    return all;
  }

  private void evict(Turn turn, LiveExecution live) {
    try {
      recorder.snapshot(turn, live);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn(
          "No snapshot of {}: {}", live.name.name(), e.toString()); // the history says the same
    }
    residents.remove(live);
    services.metrics().evictions.increment();
  }

  /// Lets go of everything that only waits, for an orderly end.
  void evictAll(Turn turn) {
    List<LiveExecution> all = new ArrayList<>();
    residents.resting().forEachRemaining(all::add);
    for (LiveExecution live : all) {
      evict(turn, live);
    }
  }
}
