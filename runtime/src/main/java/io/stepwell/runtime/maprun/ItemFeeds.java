package io.stepwell.runtime.maprun;

import io.stepwell.asl.plan.MapState;
import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Limits;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.step.ItemSelection;
import io.stepwell.json.Payload;
import io.stepwell.runtime.catalog.Definitions;
import io.stepwell.tasks.items.ItemRead;
import io.stepwell.tasks.items.ItemReadException;
import io.stepwell.tasks.items.ItemReaders;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// Opens the items of map runs, at the place up to which they have been used.
///
/// @param clock epoch milliseconds
public record ItemFeeds(
    Definitions definitions, ItemReaders readers, Limits limits, LongSupplier clock) {
  /// May wait.
  ///
  /// @throws ItemException when there is nothing to read
  public ItemFeed open(MapRun run) {
    MapRunOrder order = run.order();
    Plan plan = definitions.plan(run.parent().definitionHash());
    MapState state = (MapState) plan.graph(order.graph()).state(order.stateName());
    ItemSelection selection =
        new ItemSelection(
            state, order, new SplittableRandom(order.arn().hashCode()), clock.getAsLong(), limits);
    ItemSource source = source(order);
    try {
      return new ItemFeed(selection, source, run.position());
    } catch (RuntimeException | StackOverflowError e) { // while it passed over what was read before
      source.close();
      throw e;
    }
  }

  private ItemSource source(MapRunOrder order) {
    Payload items = order.items();
    if (items != null) {
      return ItemSource.ofStateData(items);
    }
    MapRunOrder.Reader reader = Objects.requireNonNull(order.reader(), "items or a reader");
    ItemRead read =
        new ItemRead(
            reader.resource(),
            object(reader.arguments()),
            object(reader.config()),
            reader.maxItems());
    try {
      return ItemSource.of(readers.open(read), name(read));
    } catch (ItemReadException e) {
      throw ItemException.ofReader(e);
    }
  }

  private static String name(ItemRead read) {
    Object key = read.arguments().get("Key");
    String bucket = "s3://" + read.arguments().get("Bucket");
    return key == null ? bucket : bucket + "/" + key;
  }

  private static Map<?, ?> object(Payload payload) {
    return payload.value() instanceof Map<?, ?> object ? object : Map.of();
  }
}
