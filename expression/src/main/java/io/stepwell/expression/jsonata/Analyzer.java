package io.stepwell.expression.jsonata;

import io.stepwell.expression.jsonata.Node.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns syntax into what is evaluated: chains of `.` become paths, predicates and groups join the
/// step that they stand behind, and calls in tail position become thunks.
final class Analyzer {
  private final Ancestry ancestry = new Ancestry();

  private Analyzer() {}

  static Node analyze(Syntax syntax) {
    Node node = new Analyzer().node(syntax);
    if (!node.seeking.isEmpty() || node instanceof Node.Parent) {
      throw JsonataError.of("S0217");
    }
    return node;
  }

  private Node node(Syntax syntax) {
    Node node =
        switch (syntax) {
          case Syntax.Literal literal -> new Node.Literal(literal.value);
          case Syntax.Variable variable -> new Node.Variable(variable.name);
          case Syntax.Regex regex -> new Node.Regex(regex.pattern);
          case Syntax.Wildcard wildcard -> wildcard(wildcard);
          case Syntax.Name name -> name(name);
          case Syntax.Binary binary -> binary(binary);
          case Syntax.Negation negation -> negation(negation);
          case Syntax.ArrayOf array -> array(array);
          case Syntax.ObjectOf object -> object(object);
          case Syntax.OrderBy order -> orderBy(order);
          case Syntax.Block block -> block(block);
          case Syntax.Call call -> call(call);
          case Syntax.Function function ->
              new Node.Function(
                  function.parameters,
                  function.signature,
                  deferTailCall(node(function.body)),
                  false);
          case Syntax.Condition condition -> condition(condition);
          case Syntax.Transform transform ->
              new Node.Transform(
                  node(transform.pattern),
                  node(transform.update),
                  transform.delete == null ? null : node(transform.delete));
        };
    if (syntax.keepArray) {
      node.keepArray = true;
    }
    return node;
  }

  private Node wildcard(Syntax.Wildcard wildcard) {
    return switch (wildcard.symbol) {
      case "*" -> new Node.Wildcard();
      case "**" -> new Node.Descendants();
      default -> new Node.Parent(ancestry.newSlot());
    };
  }

  private static Node name(Syntax.Name name) {
    Node step = new Node.Name(name.name);
    step.keepArray = name.keepArray;
    Node.Path path = asPath(step);
    path.keepSingleton = name.keepArray;
    return path;
  }

  private Node negation(Syntax.Negation negation) {
    Node operand = node(negation.operand);
    if (operand instanceof Node.Literal literal && literal.value instanceof Number number) {
      return new Node.Literal(
          number instanceof Long n ? (Number) (-n) : Numbers.of(-number.doubleValue()));
    }
    Node result = new Node.Negation(operand);
    Ancestry.push(result, operand);
    return result;
  }

  private Node array(Syntax.ArrayOf array) {
    List<Node> items = array.items.stream().map(this::node).toList();
    Node result = new Node.ArrayOf(items);
    items.forEach(item -> Ancestry.push(result, item));
    return result;
  }

  private Node object(Syntax.ObjectOf object) {
    if (object.left == null) {
      Node.Group members = group(object.pairs);
      Node result = new Node.ObjectOf(members);
      members
          .pairs()
          .forEach(
              pair -> {
                Ancestry.push(result, pair.key());
                Ancestry.push(result, pair.value());
              });
      return result;
    }
    Node result = node(object.left);
    if (result.group != null) {
      throw JsonataError.of("S0210");
    }
    result.group = group(object.pairs);
    return result;
  }

  private Node.Group group(List<Syntax.Pair> pairs) {
    return new Node.Group(
        pairs.stream().map(pair -> new Node.Pair(node(pair.key()), node(pair.value()))).toList());
  }

  private Node orderBy(Syntax.OrderBy order) {
    Node.Path path = asPath(node(order.left));
    List<Node.Term> terms =
        order.terms.stream()
            .map(term -> new Node.Term(node(term.expression()), term.descending()))
            .toList();
    Node sort = new Node.Sort(terms);
    terms.forEach(term -> Ancestry.push(sort, term.expression()));
    path.steps.add(sort);
    ancestry.resolve(path);
    return path;
  }

  private static Node.Path asPath(Node node) {
    return node instanceof Node.Path path ? path : new Node.Path(new ArrayList<>(List.of(node)));
  }

  private Node block(Syntax.Block block) {
    List<Node> expressions = block.expressions.stream().map(this::node).toList();
    Node result = new Node.Block(expressions);
    for (Node expression : expressions) {
      Ancestry.push(result, expression);
      if (expression.keepsConstructedArray
          || (expression instanceof Node.Path path
              && path.steps.getFirst().keepsConstructedArray)) {
        result.keepsConstructedArray = true;
      }
    }
    return result;
  }

  private Node call(Syntax.Call call) {
    List<@Nullable Node> arguments = new ArrayList<>();
    for (Syntax argument : call.arguments) {
      arguments.add(argument == null ? null : node(argument));
    }
    Node result = new Node.Call(node(call.procedure), Collections.unmodifiableList(arguments));
    for (Node argument : arguments) {
      if (argument != null) {
        Ancestry.push(result, argument);
      }
    }
    return result;
  }

  private Node condition(Syntax.Condition condition) {
    Node test = node(condition.condition);
    Node then = node(condition.then);
    Node otherwise = condition.otherwise == null ? null : node(condition.otherwise);
    Node result = new Node.Condition(test, then, otherwise);
    Ancestry.push(result, test);
    Ancestry.push(result, then);
    if (otherwise != null) {
      Ancestry.push(result, otherwise);
    }
    return result;
  }

  private Node binary(Syntax.Binary binary) {
    return switch (binary.operator) {
      case "." -> path(binary);
      case "[" -> predicate(binary);
      case ":=" -> bind(binary);
      case "@" -> focus(binary);
      case "#" -> index(binary);
      case "~>" -> {
        Node left = node(binary.left);
        Node right = node(binary.right);
        Node result = new Node.Apply(left, right);
        result.keepArray = left.keepArray || right.keepArray;
        yield result;
      }
      default -> {
        Node left = node(binary.left);
        Node right = node(binary.right);
        Node result = new Node.Binary(binary.operator, left, right);
        Ancestry.push(result, left);
        Ancestry.push(result, right);
        yield result;
      }
    };
  }

  private Node path(Syntax.Binary binary) {
    Node left = node(binary.left);
    Node.Path path = asPath(left);
    if (left instanceof Node.Parent parent) {
      path.seeking = new ArrayList<>(List.of(parent.slot));
    }
    Node right = node(binary.right);
    if (right instanceof Node.Path rest) {
      path.steps.addAll(rest.steps);
      path.keepSingleton |= rest.keepSingleton;
    } else {
      if (!right.predicates.isEmpty()) {
        right.stages = right.predicates;
        right.predicates = List.of();
      }
      path.steps.add(right);
    }
    finishSteps(path);
    ancestry.resolve(path);
    return path;
  }

  private static void finishSteps(Node.Path path) {
    for (int i = 0; i < path.steps.size(); i++) {
      if (path.steps.get(i) instanceof Node.Literal literal) {
        if (!(literal.value instanceof String name)) {
          throw JsonataError.of("S0213", literal.value);
        }
        path.steps.set(i, asName(literal, name));
      }
    }
    path.keepSingleton |= path.steps.stream().anyMatch(step -> step.keepArray);
    if (path.steps.getFirst() instanceof Node.ArrayOf first) {
      first.keepsConstructedArray = true;
    }
    if (path.last() instanceof Node.ArrayOf last) {
      last.keepsConstructedArray = true;
    }
  }

  /// A text as a step is the name of a member.
  private static Node asName(Node.Literal literal, String text) {
    Node name = new Node.Name(text);
    name.stages = literal.stages;
    name.predicates = literal.predicates;
    name.keepArray = literal.keepArray;
    name.group = literal.group;
    return name;
  }

  private Node predicate(Syntax.Binary binary) {
    Node result = node(binary.left);
    boolean inPath = result instanceof Node.Path;
    Node step = result instanceof Node.Path path ? path.last() : result;
    if (step.group != null || result.group != null) {
      throw JsonataError.of("S0209");
    }
    Node predicate = node(binary.right);
    for (Slot slot : predicate.seeking) {
      if (slot.level == 1) {
        ancestry.seek(step, slot);
      } else {
        slot.level--;
      }
    }
    Ancestry.push(step, predicate);
    Node.Stage filter = new Node.Stage.Filter(predicate);
    if (inPath) {
      step.stages = with(step.stages, filter);
    } else {
      step.predicates = with(step.predicates, filter);
    }
    return result;
  }

  private static List<Node.Stage> with(List<Node.Stage> stages, Node.Stage stage) {
    List<Node.Stage> longer = new ArrayList<>(stages);
    longer.add(stage);
    return List.copyOf(longer);
  }

  private Node bind(Syntax.Binary binary) {
    Node value = node(binary.right);
    Node result = new Node.Bind(variable(binary.left), value);
    Ancestry.push(result, value);
    return result;
  }

  private static String variable(Syntax syntax) {
    if (syntax instanceof Syntax.Variable variable) {
      return variable.name;
    }
    throw new IllegalStateException("the parser takes only variables here");
  }

  private Node focus(Syntax.Binary binary) {
    Node result = node(binary.left);
    Node step = result instanceof Node.Path path ? path.last() : result;
    if (!step.stages.isEmpty() || !step.predicates.isEmpty()) {
      throw JsonataError.of("S0215");
    }
    if (step instanceof Node.Sort) {
      throw JsonataError.of("S0216");
    }
    step.keepArray |= binary.keepArray;
    step.focus = variable(binary.right);
    step.tuple = true;
    return result;
  }

  private Node index(Syntax.Binary binary) {
    Node.Path path = asPath(node(binary.left));
    Node step = path.last();
    if (!step.predicates.isEmpty()) {
      step.stages = step.predicates;
      step.predicates = List.of();
    }
    if (step.stages.isEmpty()) {
      step.index = variable(binary.right);
    } else {
      step.stages = with(step.stages, new Node.Stage.Index(variable(binary.right)));
    }
    step.tuple = true;
    return path;
  }

  private static Node deferTailCall(Node body) {
    return switch (body) {
      case Node.Call call when !call.partial && call.predicates.isEmpty() && call.group == null ->
          new Node.Function(List.of(), null, call, true);
      case Node.Condition condition -> {
        Node.Condition deferred =
            new Node.Condition(
                condition.condition,
                deferTailCall(condition.then),
                condition.otherwise == null ? null : deferTailCall(condition.otherwise));
        yield copyDecoration(condition, deferred);
      }
      case Node.Block block when !block.expressions.isEmpty() -> {
        List<Node> expressions = new ArrayList<>(block.expressions);
        expressions.set(expressions.size() - 1, deferTailCall(expressions.getLast()));
        yield copyDecoration(block, new Node.Block(List.copyOf(expressions)));
      }
      default -> body;
    };
  }

  private static Node copyDecoration(Node from, Node to) {
    to.predicates = from.predicates;
    to.group = from.group;
    to.keepArray = from.keepArray;
    to.keepsConstructedArray = from.keepsConstructedArray;
    to.seeking = from.seeking;
    return to;
  }
}
