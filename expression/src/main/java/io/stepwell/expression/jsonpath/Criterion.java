package io.stepwell.expression.jsonpath;

import java.util.List;

/// What a filter `[?(…)]` asks of a node.
sealed interface Criterion {
  record And(List<Criterion> all) implements Criterion {}

  record Or(List<Criterion> any) implements Criterion {}

  record Not(Criterion criterion) implements Criterion {}

  /// `@.path`, or `!@.path` where `wanted` is false.
  record Exists(Operand.Nodes path, boolean wanted) implements Criterion {}

  record Comparison(Operand left, Relation relation, Operand right) implements Criterion {}
}
