package io.stepwell.expression.jsonata;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an expression reads from outside: variables of the execution, members of `$states`, and
/// names at the top level, where there is no context item that could have them.
final class References {
  private final Set<String> variables = new LinkedHashSet<>();
  private final Set<String> members = new LinkedHashSet<>();
  private final Set<String> refused = new LinkedHashSet<>();

  private References() {}

  static References of(Node expression) {
    References references = new References();
    references.visit(expression, false, new Bound(null));
    return references;
  }

  /// The variables of the execution.
  Set<String> variables() {
    return variables;
  }

  /// The members of `$states` that are named, such as `result`.
  Set<String> statesMembers() {
    return members;
  }

  /// AWS's sentences about references that it does not support.
  Set<String> refusals() {
    return refused;
  }

  /// The variables that the expression itself binds.
  private record Bound(@Nullable Bound outer, Set<String> names) {
    Bound(@Nullable Bound outer) {
      this(outer, new LinkedHashSet<>());
    }

    boolean has(String name) {
      return names.contains(name) || (outer != null && outer.has(name));
    }
  }

  /// @param inContext whether there is a context item
  private void visit(@Nullable Node node, boolean inContext, Bound bound) {
    switch (node) {
      case null -> {
        return;
      }
      case Node.Path path -> path(path, inContext, bound);
      case Node.Name name -> topLevel(name.name, inContext);
      case Node.Variable variable -> variable(variable.name, inContext, bound);
      case Node.Binary binary -> visitAll(List.of(binary.left, binary.right), inContext, bound);
      case Node.Apply apply -> visitAll(List.of(apply.left, apply.right), inContext, bound);
      case Node.Negation negation -> visit(negation.operand, inContext, bound);
      case Node.ArrayOf array -> visitAll(array.items, inContext, bound);
      case Node.ObjectOf object -> pairs(object.members, inContext, bound);
      case Node.Block block -> visitAll(block.expressions, inContext, new Bound(bound));
      case Node.Bind bind -> bind(bind, inContext, bound);
      case Node.Condition condition -> {
        visit(condition.condition, inContext, bound);
        visit(condition.then, inContext, bound);
        visit(condition.otherwise, inContext, bound);
      }
      case Node.Call call -> {
        visit(call.procedure, inContext, bound);
        call.arguments.forEach(argument -> visit(argument, inContext, bound));
      }
      case Node.Function function -> {
        Bound inner = new Bound(bound);
        inner.names().addAll(function.parameters);
        visit(function.body, inContext, inner);
      }
      case Node.Sort sort -> sort.terms.forEach(term -> visit(term.expression(), true, bound));
      case Node.Transform transform -> {
        visit(transform.pattern, true, bound);
        visit(transform.update, true, bound);
        visit(transform.delete, true, bound);
      }
      case Node.Literal _, Node.Regex _, Node.Wildcard _, Node.Descendants _, Node.Parent _ -> {}
    }
    stages(node.predicates, bound);
    if (node.group != null && !(node instanceof Node.Path)) {
      pairs(node.group, true, bound);
    }
  }

  private void visitAll(List<Node> nodes, boolean inContext, Bound bound) {
    nodes.forEach(node -> visit(node, inContext, bound));
  }

  private void bind(Node.Bind bind, boolean inContext, Bound bound) {
    if (bind.value instanceof Node.Function) {
      bound.names().add(bind.name); // a function may call itself
    }
    visit(bind.value, inContext, bound);
    bound.names().add(bind.name);
  }

  private void path(Node.Path path, boolean inContext, Bound outer) {
    Bound bound = new Bound(outer);
    for (int i = 0; i < path.steps.size(); i++) {
      Node step = path.steps.get(i);
      visit(step, inContext || i > 0, bound);
      if (step.focus != null) {
        bound.names().add(step.focus);
      }
      if (step.index != null) {
        bound.names().add(step.index);
      }
      stages(step.stages, bound);
    }
    if (path.group != null) {
      pairs(path.group, true, bound);
    }
    if (path.steps.size() > 1
        && path.steps.getFirst() instanceof Node.Variable first
        && first.name.equals("states")
        && path.steps.get(1) instanceof Node.Name member) {
      members.add(member.name);
    }
  }

  private void stages(List<Node.Stage> stages, Bound bound) {
    for (Node.Stage stage : stages) {
      switch (stage) {
        case Node.Stage.Filter(Node predicate) -> visit(predicate, true, bound);
        case Node.Stage.Index(String name) -> bound.names().add(name);
      }
    }
  }

  private void pairs(Node.Group group, boolean inContext, Bound bound) {
    for (Node.Pair pair : group.pairs()) {
      visit(pair.key(), inContext, bound);
      visit(pair.value(), inContext, bound);
    }
  }

  private void topLevel(String name, boolean inContext) {
    if (!inContext) {
      refused.add("Reference to '" + name + "' at the top level is not supported.");
    }
  }

  private void variable(String name, boolean inContext, Bound bound) {
    switch (name) {
      case "" -> topLevel("$", inContext);
      case "$" -> refused.add("Reference to '$$' is not supported.");
      case "states" -> {}
      default -> {
        if (!bound.has(name) && !Builtins.exists(name)) {
          variables.add(name);
        }
      }
    }
  }
}
