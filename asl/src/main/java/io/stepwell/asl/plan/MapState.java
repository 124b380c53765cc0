package io.stepwell.asl.plan;

import io.stepwell.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs its processor for each item (States Language, "Map State").
///
/// @param items `ItemsPath` as `ByPath`, `Items` as `ByExpression`; null takes the effective input
/// @param itemSelector `ItemSelector` or the older `Parameters`; null takes the item itself
/// @param maxConcurrency null or 0: as many as the limits allow
/// @param distributed null for an inline Map
public record MapState(
    String name,
    QueryLanguage language,
    Transition transition,
    DataFlow flow,
    @Nullable Setting items,
    @Nullable Template itemSelector,
    StateGraph processor,
    @Nullable Setting maxConcurrency,
    @Nullable Setting toleratedFailureCount,
    @Nullable Setting toleratedFailurePercentage,
    @Nullable Distributed distributed,
    List<Retrier> retriers,
    List<Catcher> catchers)
    implements State {

  /// What a distributed Map has beyond an inline one.
  ///
  /// @param label as written, or null
  /// @param child what the children execute: the processor as a machine of its own
  /// @param definition the processor as written
  public record Distributed(
      boolean express,
      Plan child,
      Object definition,
      @Nullable String label,
      @Nullable Reader reader,
      @Nullable Batcher batcher,
      @Nullable Writer writer) {}

  /// `ItemReader`.
  ///
  /// @param config the constant members of ReaderConfig, as a template without expressions
  /// @param maxItems `MaxItems` or `MaxItemsPath`; null reads all
  public record Reader(
      String resource,
      @Nullable Template parameters,
      Template config,
      @Nullable Setting maxItems) {}

  /// `ItemBatcher`.
  public record Batcher(
      @Nullable Setting maxItems, @Nullable Setting maxInputBytes, @Nullable Template batchInput) {}

  /// `ResultWriter`. `config` holds the members of WriterConfig as written.
  public record Writer(
      @Nullable String resource, @Nullable Template parameters, @Nullable Object config) {}
}
