package io.stepwell.expression.jsonata;

import io.stepwell.expression.Meter;
import io.stepwell.expression.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One evaluation of an expression: the recursive evaluator, and what its parts share. Every node
/// evaluated burns fuel and counts as a level of depth, as AWS counts them.
final class Evaluation {
  private final Scope scope;
  private final Frame root = new Frame(null);
  private final Paths paths;
  private final Calls calls;
  private int depth;

  Evaluation(Scope scope) {
    this.scope = scope;
    this.paths = new Paths(this);
    this.calls = new Calls(this);
    root.bind("states", new StatesObject(scope));
  }

  Scope scope() {
    return scope;
  }

  Meter meter() {
    return scope.meter();
  }

  Calls calls() {
    return calls;
  }

  @Nullable Object evaluate(Node expression) {
    return evaluate(expression, Undefined.VALUE, root);
  }

  @Nullable Object evaluate(Node node, @Nullable Object context, Frame frame) {
    if (++depth > Bounds.DEPTH) {
      throw JsonataError.depth();
    }
    scope.meter().burn(1);
    Object result = dispatch(node, context, frame);
    if (!node.predicates.isEmpty()) {
      result = paths.stages(node.predicates, result, frame);
    }
    Node.Group group = node.group;
    if (group != null && !(node instanceof Node.Path)) {
      result = Grouping.evaluate(group, result, frame, this);
    }
    depth--;
    if (result instanceof Sequence sequence && !sequence.tuples) {
      if (node.keepArray) {
        sequence.keepSingleton = true;
      }
      result = sequence.value();
    }
    return Bounds.check(result);
  }

  /// Checks that there is depth left for a step that is not evaluated as a node of its own.
  void enterStep() {
    if (depth >= Bounds.DEPTH) {
      throw JsonataError.depth();
    }
  }

  private @Nullable Object dispatch(Node node, @Nullable Object context, Frame frame) {
    return switch (node) {
      case Node.Path path -> paths.path(path, context, frame);
      case Node.Literal literal -> literal.value;
      case Node.Variable variable -> variable(variable.name, context, frame);
      case Node.Name name -> Lookup.member(context, name.name, meter());
      case Node.Binary binary -> binary(binary, context, frame);
      case Node.Call call -> calls.call(call, context, frame);
      case Node.Apply apply -> calls.chain(apply, context, frame);
      case Node.Condition condition -> condition(condition, context, frame);
      case Node.Block block -> block(block, context, frame);
      case Node.ArrayOf array -> array(array, context, frame);
      case Node.ObjectOf object -> Grouping.evaluate(object.members, context, frame, this);
      case Node.Bind bind -> bind(bind, context, frame);
      case Node.Negation negation -> Operators.negate(evaluate(negation.operand, context, frame));
      case Node.Function function -> new Callable.Closure(function, frame, context);
      case Node.Regex regex -> new Callable.Matcher(regex.pattern);
      case Node.Wildcard _ -> Lookup.children(context, meter());
      case Node.Descendants _ -> Lookup.descendants(context, meter());
      case Node.Parent parent -> frame.lookup(parent.slot.label);
      case Node.Transform transform -> new Callable.Transformer(transform, frame);
      case Node.Sort _ -> throw new IllegalStateException("sorting is a step of a path");
    };
  }

  private @Nullable Object variable(String name, @Nullable Object context, Frame frame) {
    return name.isEmpty() ? context : variable(name, frame);
  }

  /// Bound in the expression, or a variable of the execution, or a function of the language.
  @Nullable Object variable(String name, Frame frame) {
    Object value = frame.lookup(name);
    if (value != Undefined.VALUE) {
      return value;
    }
    if (scope.variables().has(name)) {
      return scope.variables().get(name);
    }
    Object builtin = Builtins.find(name);
    return builtin == null ? Undefined.VALUE : builtin;
  }

  private @Nullable Object binary(Node.Binary binary, @Nullable Object context, Frame frame) {
    Object left = evaluate(binary.left, context, frame);
    return switch (binary.operator) {
      case "and" ->
          Operators.truth(left, meter())
              && Operators.truth(evaluate(binary.right, context, frame), meter());
      case "or" ->
          Operators.truth(left, meter())
              || Operators.truth(evaluate(binary.right, context, frame), meter());
      default ->
          Operators.apply(binary.operator, left, evaluate(binary.right, context, frame), meter());
    };
  }

  private @Nullable Object condition(
      Node.Condition condition, @Nullable Object context, Frame frame) {
    if (Operators.truth(evaluate(condition.condition, context, frame), meter())) {
      return evaluate(condition.then, context, frame);
    }
    Node otherwise = condition.otherwise;
    return otherwise == null ? Undefined.VALUE : evaluate(otherwise, context, frame);
  }

  private @Nullable Object block(Node.Block block, @Nullable Object context, Frame frame) {
    Frame inner = new Frame(frame);
    Object result = Undefined.VALUE;
    for (Node expression : block.expressions) {
      result = evaluate(expression, context, inner);
    }
    return result;
  }

  private @Nullable Object bind(Node.Bind bind, @Nullable Object context, Frame frame) {
    Object value = evaluate(bind.value, context, frame);
    frame.bind(bind.name, value);
    return value;
  }

  /// The values of the items; those that are arrays, but for written ones, are dissolved.
  private List<?> array(Node.ArrayOf array, @Nullable Object context, Frame frame) {
    if (array.items.size() == 1 && !array.keepsConstructedArray) {
      Object only = evaluate(array.items.getFirst(), context, frame);
      if (only instanceof Operators.Range range) {
        return range;
      }
      return items(array.items.getFirst(), only, new ArrayList<>(1));
    }
    List<@Nullable Object> items = new ArrayList<>();
    for (Node item : array.items) {
      items(item, evaluate(item, context, frame), items);
      Bounds.items(items.size());
    }
    return array.keepsConstructedArray ? new Sequence.Constructed(items) : items;
  }

  private List<@Nullable Object> items(
      Node item, @Nullable Object value, List<@Nullable Object> items) {
    if (value instanceof List<?> list && !(item instanceof Node.ArrayOf)) {
      meter().burn(list.size());
      items.addAll(list);
    } else if (value != Undefined.VALUE) {
      items.add(value);
    }
    return items;
  }

  /// What `@`, focus and index variables bind while a path is walked.
  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> tuple(@Nullable Object item) {
    if (item instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw JsonataError.of("S0217"); // a group or an array came between a `%` and its object
  }
}
