package io.stepwell.runtime.catalog;

import io.stepwell.engine.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A name for one or two versions of a state machine; immutable.
///
/// @param routes what share of the executions each version gets
/// @param createdAt epoch milliseconds
/// @param updatedAt epoch milliseconds; when it was created, until it is updated
public record Alias(
    String name, @Nullable String description, List<Route> routes, long createdAt, long updatedAt) {

  /// The weights of an alias's routes add up to this.
  public static final int WHOLE = 100;

  /// @param version its number
  /// @param weight in percent
  public record Route(int version, int weight) {}

  public Alias {
    routes = List.copyOf(routes);
    Check.that(
        routes.stream().mapToInt(Route::weight).sum() == WHOLE, "the weights are a whole hundred");
  }

  /// The version for one start.
  ///
  /// @param drawn at random, from 0 to 99
  int version(int drawn) {
    Route first = routes.getFirst();
    return drawn < first.weight() ? first.version() : routes.getLast().version();
  }

  boolean leadsTo(int version) {
    return routes.stream().anyMatch(route -> route.version() == version);
  }
}
