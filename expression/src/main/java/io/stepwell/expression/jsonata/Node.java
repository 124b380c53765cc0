package io.stepwell.expression.jsonata;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A compiled expression. The fields that are not final are set while [Analyzer] puts the tree
/// together; from then on a node never changes and any number of evaluations share it.
abstract sealed class Node {
  /// `[…]` behind an expression that is no path.
  List<Stage> predicates = List.of();

  /// `{…}` behind an expression.
  @Nullable Group group;

  /// Behind it stands `[]`: a sequence of one stays an array.
  boolean keepArray;

  /// An array constructor at an end of a path: the array is not dissolved into the path's sequence.
  boolean keepsConstructedArray;

  // As a step of a path:

  /// What happens to each step's results: `[…]` and `#$name`.
  List<Stage> stages = List.of();

  /// `@$name`.
  @Nullable String focus;

  /// `#$name`.
  @Nullable String index;

  /// Where a later `%` finds the object that this step was applied to.
  @Nullable Slot ancestor;

  /// Whether results carry bindings along the path.
  boolean tuple;

  /// The `%` inside whose object lies further to the left than this expression reaches.
  List<Slot> seeking = List.of();

  private boolean isDecorated() {
    return keepArray
        || tuple
        || keepsConstructedArray
        || group != null
        || !predicates.isEmpty()
        || !stages.isEmpty();
  }

  /// The name under which a `%` finds its object, and how many steps it still has to go left.
  static final class Slot {
    String label;
    int level = 1;

    Slot(String label) {
      this.label = label;
    }
  }

  sealed interface Stage {
    record Filter(Node predicate) implements Stage {}

    record Index(String variable) implements Stage {}
  }

  record Pair(Node key, Node value) {}

  record Group(List<Pair> pairs) {}

  record Term(Node expression, boolean descending) {}

  static final class Literal extends Node {
    final @Nullable Object value;

    Literal(@Nullable Object value) {
      this.value = value;
    }
  }

  static final class Name extends Node {
    final String name;

    Name(String name) {
      this.name = name;
    }
  }

  static final class Variable extends Node {
    final String name;

    Variable(String name) {
      this.name = name;
    }
  }

  static final class Regex extends Node {
    final Pattern pattern;

    Regex(Pattern pattern) {
      this.pattern = pattern;
    }
  }

  static final class Wildcard extends Node {}

  static final class Descendants extends Node {}

  /// `%`.
  static final class Parent extends Node {
    final Slot slot;

    Parent(Slot slot) {
      this.slot = slot;
    }
  }

  static final class Path extends Node {
    final List<Node> steps;
    boolean keepSingleton;

    private byte plain;

    Path(List<Node> steps) {
      this.steps = steps;
    }

    Node last() {
      return steps.getLast();
    }

    /// Whether it is `$name.a.b` and nothing else, which needs no sequences. Found out once; threads
    /// that race find the same.
    boolean isPlain() {
      if (plain == 0) {
        plain = (byte) (hasOnlyBareNames() ? 1 : -1);
      }
      return plain > 0;
    }

    private boolean hasOnlyBareNames() {
      if (keepSingleton || tuple || group != null) {
        return false;
      }
      for (int i = 0; i < steps.size(); i++) {
        Node step = steps.get(i);
        boolean named =
            i == 0
                ? step instanceof Variable variable && !variable.name.isEmpty()
                : step instanceof Name;
        if (!named || step.isDecorated()) {
          return false;
        }
      }
      return true;
    }
  }

  static final class Binary extends Node {
    final String operator;
    final Node left;
    final Node right;

    Binary(String operator, Node left, Node right) {
      this.operator = operator;
      this.left = left;
      this.right = right;
    }
  }

  static final class Bind extends Node {
    final String name;
    final Node value;

    Bind(String name, Node value) {
      this.name = name;
      this.value = value;
    }
  }

  /// `value ~> function`.
  static final class Apply extends Node {
    final Node left;
    final Node right;

    Apply(Node left, Node right) {
      this.left = left;
      this.right = right;
    }
  }

  static final class Negation extends Node {
    final Node operand;

    Negation(Node operand) {
      this.operand = operand;
    }
  }

  static final class ArrayOf extends Node {
    final List<Node> items;

    ArrayOf(List<Node> items) {
      this.items = items;
    }
  }

  static final class ObjectOf extends Node {
    final Group members;

    ObjectOf(Group members) {
      this.members = members;
    }
  }

  static final class Block extends Node {
    final List<Node> expressions;

    Block(List<Node> expressions) {
      this.expressions = expressions;
    }
  }

  static final class Condition extends Node {
    final Node condition;
    final Node then;
    final @Nullable Node otherwise;

    Condition(Node condition, Node then, @Nullable Node otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }
  }

  /// A call; with a `?` among the arguments, which is null here, a partial application.
  static final class Call extends Node {
    final Node procedure;
    final List<@Nullable Node> arguments;
    final boolean partial;

    Call(Node procedure, List<@Nullable Node> arguments) {
      this.procedure = procedure;
      this.arguments = arguments;
      this.partial = arguments.contains(null);
    }
  }

  static final class Function extends Node {
    final List<String> parameters;
    final @Nullable Signature signature;
    final Node body;

    /// A call in tail position, put off until its caller has returned, so that it nests nothing.
    final boolean thunk;

    Function(List<String> parameters, @Nullable Signature signature, Node body, boolean thunk) {
      this.parameters = parameters;
      this.signature = signature;
      this.body = body;
      this.thunk = thunk;
    }
  }

  static final class Sort extends Node {
    final List<Term> terms;

    Sort(List<Term> terms) {
      this.terms = terms;
    }
  }

  static final class Transform extends Node {
    final Node pattern;
    final Node update;
    final @Nullable Node delete;

    Transform(Node pattern, Node update, @Nullable Node delete) {
      this.pattern = pattern;
      this.update = update;
      this.delete = delete;
    }
  }
}
