package io.stepwell.runtime.overview;

import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.TaskRun;
import io.stepwell.runtime.Overview.OfferedTask;
import io.stepwell.runtime.catalog.ActivityEntry;
import io.stepwell.runtime.partition.StoredState;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tasks of an activity that no worker has yet, oldest first, merged from all partitions.
public final class Offers {
  private final Store store;
  private final int partitions;

  public Offers(Store store, int partitions) {
    this.store = store;
    this.partitions = partitions;
  }

  /// Where a list goes on: behind this time, partition and key.
  @SuppressWarnings("ArrayRecordComponent") // a key, compared as such
  private record Place(long scheduledAt, int partition, byte[] key) {
    static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::scheduledAt)
            .thenComparingInt(Place::partition)
            .thenComparing(Place::key, Arrays::compareUnsigned);

    byte[] encode() {
      return ByteBuffer.allocate(12 + key.length)
          .putLong(scheduledAt)
          .putInt(partition)
          .put(key)
          .array();
    }

    static Place decode(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new Place(in.getLong(), in.getInt(), Arrays.copyOfRange(bytes, 12, bytes.length));
    }
  }

  /// @param after where the list goes on; null when these are all
  @SuppressWarnings("ArrayRecordComponent")
  public record Found(List<OfferedTask> tasks, byte @Nullable [] after) {}

  public Found list(ActivityEntry activity, int max, byte @Nullable [] after) {
    Place begin = after == null ? null : Place.decode(after);
    List<Place> places = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      collect(activity, partition, begin, max + 1, places);
    }
    places.sort(Place.ORDER);
    List<OfferedTask> tasks = new ArrayList<>();
    List<Place> page = places.subList(0, Math.min(max, places.size()));
    for (Place place : page) {
      OfferedTask task = shown(place);
      if (task != null) {
        tasks.add(task);
      }
    }
    return new Found(tasks, places.size() > max ? page.getLast().encode() : null);
  }

  private void collect(
      ActivityEntry activity, int partition, @Nullable Place begin, int max, List<Place> places) {
    byte[] prefix = Tables.offers(activity.accountNumber(), activity.name());
    byte[] from =
        begin == null
            ? prefix
            : ByteBuffer.allocate(prefix.length + 8)
                .put(prefix)
                .putLong(begin.scheduledAt())
                .array();
    int left = max;
    try (Cursor cursor = store.scan(partition, Tables.OFFERS, from, Tables.after(prefix), false)) {
      while (left > 0 && cursor.next()) {
        byte[] key = cursor.key();
        Place place = new Place(Tables.offerScheduledAt(key), partition, key);
        if (begin == null || Place.ORDER.compare(place, begin) > 0) {
          places.add(place);
          left--;
        }
      }
    }
  }

  /// Null when it was taken or given up since.
  private @Nullable OfferedTask shown(Place place) {
    ExecutionKey execution = Tables.offerExecution(place.key());
    ExecutionState state = stateOf(place.partition(), execution);
    Lane lane = state == null ? null : state.laneOf(Tables.offerTask(place.key()));
    TaskRun run = lane == null ? null : lane.task();
    return state == null || lane == null || run == null || run.started()
        ? null
        : new OfferedTask(
            state.start().identity().arn(),
            state.start().identity().stateMachineArn(),
            String.valueOf(lane.stateName()),
            run.scheduledAt(),
            run.input());
  }

  private @Nullable ExecutionState stateOf(int partition, ExecutionKey key) {
    try {
      StoredState stored = StoredState.read(store, partition, key);
      return stored == null ? null : stored.state();
    } catch (CorruptDataException e) {
      return null; // its partition takes it out of service and says so
    }
  }
}
