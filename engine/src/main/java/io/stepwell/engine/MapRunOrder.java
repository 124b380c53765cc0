package io.stepwell.engine;

import io.stepwell.json.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that a map run is told by the Map state that asks for it (States Language, "Map
/// State"; Step Functions, "Distributed Map"): evaluated once, so that the run needs nothing of its
/// parent afterwards.
///
/// @param task the run's number among its execution's tasks and runs
/// @param arn of the map run; another one for every attempt of the state
/// @param stateMachine of the children, `NAME/LABEL`
/// @param stateName of the Map state
/// @param graph the container that holds the Map state, by its place in the plan
/// @param express whether children are express executions
/// @param items what is iterated; null when `reader` tells where the items come from
/// @param input what `$` stands for in ItemSelector
/// @param context what `$$` stands for there, apart from the item
/// @param variables those that ItemSelector reads
/// @param maxConcurrency 0 for as many as the limits allow
/// @param toleratedCount null when not given
/// @param toleratedPercentage null when not given
public record MapRunOrder(
    int task,
    String arn,
    String stateMachine,
    String stateName,
    int graph,
    boolean express,
    @Nullable Payload items,
    Payload input,
    Payload context,
    Map<String, Payload> variables,
    long maxConcurrency,
    @Nullable Long toleratedCount,
    @Nullable Double toleratedPercentage,
    @Nullable Reader reader,
    @Nullable Batcher batcher,
    @Nullable Writer writer) {

  /// `ItemReader`.
  ///
  /// @param arguments the evaluated Parameters or Arguments
  /// @param config ReaderConfig without MaxItems
  /// @param maxItems 0 for all
  public record Reader(String resource, Payload arguments, Payload config, long maxItems) {}

  /// `ItemBatcher`.
  ///
  /// @param maxItems 0 for no limit
  /// @param maxBytes 0 for no limit but that of a payload
  public record Batcher(long maxItems, long maxBytes, @Nullable Payload input) {}

  /// `ResultWriter`.
  ///
  /// @param resource null when the results stay in the state's output
  /// @param config WriterConfig, an empty object when absent
  public record Writer(@Nullable String resource, Payload arguments, Payload config) {}
}
