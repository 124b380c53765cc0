package io.stepwell.expression.jsonata;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The expression as written: what the grammar says, before paths, predicates and groups find
/// together. [Analyzer] makes a [Node] of it.
abstract sealed class Syntax {
  final int position;

  /// How many levels of syntax lie below, itself included.
  final int height;

  /// Whether `[]` follows: a sequence of one stays an array.
  boolean keepArray;

  private Syntax(int position, int heightBelow) {
    this.position = position;
    this.height = heightBelow + 1;
  }

  private static int height(List<? extends Syntax> parts) {
    int height = 0;
    for (Syntax part : parts) {
      height = Math.max(height, part.height);
    }
    return height;
  }

  private static int height(@Nullable Syntax part) {
    return part == null ? 0 : part.height;
  }

  private static int heightOfPairs(List<Pair> pairs) {
    int height = 0;
    for (Pair pair : pairs) {
      height = Math.max(height, Math.max(pair.key.height, pair.value.height));
    }
    return height;
  }

  record Pair(Syntax key, Syntax value) {}

  record Term(Syntax expression, boolean descending) {}

  /// A string, a number, `true`, `false` or `null`.
  static final class Literal extends Syntax {
    final @Nullable Object value;

    Literal(int position, @Nullable Object value) {
      super(position, 0);
      this.value = value;
    }
  }

  static final class Name extends Syntax {
    final String name;

    Name(int position, String name) {
      super(position, 0);
      this.name = name;
    }
  }

  /// `$name`; `$` has the empty name, `$$` the name `$`.
  static final class Variable extends Syntax {
    final String name;

    Variable(int position, String name) {
      super(position, 0);
      this.name = name;
    }
  }

  static final class Regex extends Syntax {
    final Pattern pattern;

    Regex(int position, Pattern pattern) {
      super(position, 0);
      this.pattern = pattern;
    }
  }

  /// `*`, `**` and `%`.
  static final class Wildcard extends Syntax {
    final String symbol;

    Wildcard(int position, String symbol) {
      super(position, 0);
      this.symbol = symbol;
    }
  }

  /// Any operator between two expressions, `.`, `[` and `:=` among them.
  static final class Binary extends Syntax {
    final String operator;
    final Syntax left;
    final Syntax right;

    Binary(int position, String operator, Syntax left, Syntax right) {
      super(position, Math.max(left.height, right.height));
      this.operator = operator;
      this.left = left;
      this.right = right;
    }
  }

  static final class Negation extends Syntax {
    final Syntax operand;

    Negation(int position, Syntax operand) {
      super(position, operand.height);
      this.operand = operand;
    }
  }

  static final class ArrayOf extends Syntax {
    final List<Syntax> items;

    ArrayOf(int position, List<Syntax> items) {
      super(position, height(items));
      this.items = items;
    }
  }

  /// `{…}`; behind an expression it groups that.
  static final class ObjectOf extends Syntax {
    final @Nullable Syntax left;
    final List<Pair> pairs;

    ObjectOf(int position, @Nullable Syntax left, List<Pair> pairs) {
      super(position, Math.max(height(left), heightOfPairs(pairs)));
      this.left = left;
      this.pairs = pairs;
    }
  }

  static final class OrderBy extends Syntax {
    final Syntax left;
    final List<Term> terms;

    OrderBy(int position, Syntax left, List<Term> terms) {
      super(position, Math.max(left.height, height(terms.stream().map(Term::expression).toList())));
      this.left = left;
      this.terms = terms;
    }
  }

  static final class Block extends Syntax {
    final List<Syntax> expressions;

    Block(int position, List<Syntax> expressions) {
      super(position, height(expressions));
      this.expressions = expressions;
    }
  }

  static final class Call extends Syntax {
    final Syntax procedure;

    /// A `?` among the arguments is null.
    final List<@Nullable Syntax> arguments;

    Call(int position, Syntax procedure, List<@Nullable Syntax> arguments) {
      super(
          position,
          Math.max(procedure.height, arguments.stream().mapToInt(Syntax::height).max().orElse(0)));
      this.procedure = procedure;
      this.arguments = arguments;
    }
  }

  static final class Function extends Syntax {
    final List<String> parameters;
    final @Nullable Signature signature;
    final Syntax body;

    Function(int position, List<String> parameters, @Nullable Signature signature, Syntax body) {
      super(position, body.height);
      this.parameters = parameters;
      this.signature = signature;
      this.body = body;
    }
  }

  static final class Condition extends Syntax {
    final Syntax condition;
    final Syntax then;
    final @Nullable Syntax otherwise;

    Condition(int position, Syntax condition, Syntax then, @Nullable Syntax otherwise) {
      super(position, Math.max(condition.height, Math.max(then.height, height(otherwise))));
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }
  }

  /// `|pattern|update,delete|`.
  static final class Transform extends Syntax {
    final Syntax pattern;
    final Syntax update;
    final @Nullable Syntax delete;

    Transform(int position, Syntax pattern, Syntax update, @Nullable Syntax delete) {
      super(position, Math.max(pattern.height, Math.max(update.height, height(delete))));
      this.pattern = pattern;
      this.update = update;
      this.delete = delete;
    }
  }
}
