package io.stepwell.expression.jsonpath;

import io.stepwell.expression.Meter;
import org.jspecify.annotations.Nullable;

/// Tests one node against a filter. Stands for the `@` and the `$` of the filter's paths.
final class FilterTest {
  private final @Nullable Object root;
  private final @Nullable Object node;
  private final Meter meter;

  FilterTest(@Nullable Object root, @Nullable Object node, Meter meter) {
    this.root = root;
    this.node = node;
    this.meter = meter;
  }

  /// A comparison whose operator can't be applied to its operands makes the whole filter false.
  boolean accepts(Criterion criterion) {
    try {
      return test(criterion);
    } catch (Relation.Inapplicable _) {
      return false;
    }
  }

  private boolean test(Criterion criterion) {
    return switch (criterion) {
      case Criterion.And(var all) -> all.stream().allMatch(this::test);
      case Criterion.Or(var any) -> any.stream().anyMatch(this::test);
      case Criterion.Not(Criterion inner) -> !test(inner);
      case Criterion.Exists(Operand.Nodes(boolean fromRoot, Steps steps), boolean wanted) ->
          steps.exists(root, fromRoot ? root : node, meter) == wanted;
      case Criterion.Comparison(Operand left, Relation relation, Operand right) ->
          relation.holds(value(left), value(right), meter);
    };
  }

  private @Nullable Object value(Operand operand) {
    return switch (operand) {
      case Operand.Literal(Object value) -> value;
      case Operand.Regex(var pattern) -> pattern;
      case Operand.Nodes(boolean fromRoot, Steps steps) -> {
        Object found = steps.find(root, fromRoot ? root : node, meter);
        yield found instanceof Missing ? Relation.UNDEFINED : found;
      }
    };
  }
}
