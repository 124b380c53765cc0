package io.stepwell.expression.jsonpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a path, from a node to the nodes behind it.
sealed interface Step {
  /// `.name`, `['name']`.
  record Name(String name) implements Step {}

  /// `['a','b']`: as the last step an object with those members, else a fork.
  record Names(List<String> names) implements Step {}

  /// `[n]`; a negative n counts from the end.
  record Index(int index) implements Step {}

  /// `[n,m]`.
  record Indexes(List<Integer> indexes) implements Step {}

  /// `[from:to]`, one of which may be absent.
  record Slice(@Nullable Integer from, @Nullable Integer to) implements Step {}

  /// `*`.
  record Wildcard() implements Step {}

  /// `..`: every object and array at or below the node.
  record Descent() implements Step {}

  /// `[?(…)]`.
  record Filter(Criterion criterion) implements Step {}

  /// `.length()` and the like.
  record Call(PathFunction function, List<Operand> arguments) implements Step {}

  /// Whether the step leads to one node at most.
  default boolean isDefinite(boolean last) {
    return switch (this) {
      case Name _, Index _, Call _ -> true;
      case Names _ -> last;
      case Indexes _, Slice _, Wildcard _, Descent _, Filter _ -> false;
    };
  }

  default boolean isPlain() {
    return this instanceof Name || this instanceof Index;
  }

  /// As error causes print it.
  default String text() {
    return switch (this) {
      case Name(String name) -> "['" + name + "']";
      case Names(List<String> names) -> "['" + String.join("','", names) + "']";
      case Index(int index) -> "[" + index + "]";
      case Indexes(List<Integer> indexes) -> indexes.toString().replace(" ", "");
      case Slice(var from, var to) ->
          "[" + (from == null ? "" : from) + ":" + (to == null ? "" : to) + "]";
      case Wildcard() -> "[*]";
      case Descent() -> "..";
      case Filter _ -> "[?]";
      case Call(PathFunction function, var arguments) ->
          "." + function.text() + (arguments.isEmpty() ? "()" : "(...)");
    };
  }
}
