package io.stepwell.runtime.maprun;

import io.stepwell.asl.plan.MapState;
import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Limits;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.step.ItemSelection;
import io.stepwell.json.Payload;
import io.stepwell.runtime.catalog.Definitions;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// Opens the items of map runs, at the place up to which they have been used.
///
/// @param clock epoch milliseconds
public record ItemFeeds(Definitions definitions, Limits limits, LongSupplier clock) {
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
    return new ItemFeed(selection, source(order), run.position());
  }

  private static ItemSource source(MapRunOrder order) {
    Payload items = order.items();
    if (items != null) {
      return ItemSource.ofStateData(items);
    }
    throw new ItemException(
        new ErrorOutput("States.ItemReaderFailed", "Nothing here reads " + order.reader()));
  }
}
