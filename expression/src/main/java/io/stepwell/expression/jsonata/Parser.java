package io.stepwell.expression.jsonata;

import io.stepwell.expression.jsonata.Token.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses by operator precedence (Pratt): an operator takes what stands to its left when it binds
/// more tightly than what came before.
final class Parser {
  /// Deeper ones could not be evaluated anyway, see [Bounds#DEPTH].
  private static final int HIGHEST = 300;

  private static final Map<String, Integer> BINDING =
      Map.ofEntries(
          Map.entry("[", 80),
          Map.entry("(", 80),
          Map.entry("@", 80),
          Map.entry("#", 80),
          Map.entry(".", 75),
          Map.entry("{", 70),
          Map.entry("*", 60),
          Map.entry("/", 60),
          Map.entry("%", 60),
          Map.entry("+", 50),
          Map.entry("-", 50),
          Map.entry("&", 50),
          Map.entry("=", 40),
          Map.entry("!=", 40),
          Map.entry("<", 40),
          Map.entry("<=", 40),
          Map.entry(">", 40),
          Map.entry(">=", 40),
          Map.entry("^", 40),
          Map.entry("~>", 40),
          Map.entry("in", 40),
          Map.entry("and", 30),
          Map.entry("or", 25),
          Map.entry("?", 20),
          Map.entry(":=", 10));
  private static final int OF_PREFIX = 70;

  private final Lexer lexer;
  private Token token;
  private int depth;

  private Parser(String text) {
    this.lexer = new Lexer(text);
    this.token = lexer.next(false);
  }

  static Syntax parse(String text) {
    Parser parser = new Parser(text);
    Syntax expression = parser.expression(0);
    if (parser.token.kind() != Kind.END) {
      throw JsonataError.of("S0201", parser.token.value());
    }
    return expression;
  }

  private Syntax expression(int rightBinding) {
    if (++depth > HIGHEST) {
      throw JsonataError.depth();
    }
    Token first = token;
    token = lexer.next(true);
    Syntax left = prefix(first);
    while (rightBinding < binding(token)) {
      Token operator = token;
      token = lexer.next(false);
      left = infix(operator, left);
      if (left.height > HIGHEST) {
        throw JsonataError.depth();
      }
    }
    depth--;
    return left;
  }

  private static int binding(Token token) {
    return token.kind() == Kind.OPERATOR ? BINDING.getOrDefault(token.symbol(), 0) : 0;
  }

  /// @param afterOperand whether what follows can't begin a regular expression
  private void advance(String expected, boolean afterOperand) {
    if (!token.is(expected)) {
      throw token.kind() == Kind.END
          ? JsonataError.of("S0203", expected)
          : JsonataError.of("S0202", expected, token.value());
    }
    token = lexer.next(afterOperand);
  }

  private Syntax prefix(Token first) {
    int at = first.position();
    return switch (first.kind()) {
      case STRING, NUMBER, VALUE -> new Syntax.Literal(at, first.value());
      case NAME -> new Syntax.Name(at, first.text());
      case VARIABLE -> new Syntax.Variable(at, first.text());
      case REGEX -> {
        if (first.value() instanceof Pattern pattern) {
          yield new Syntax.Regex(at, pattern);
        }
        throw new IllegalStateException("a regex token holds a pattern");
      }
      case END -> throw JsonataError.of("S0207");
      case OPERATOR -> prefixOperator(first);
    };
  }

  private Syntax prefixOperator(Token operator) {
    int at = operator.position();
    return switch (operator.symbol()) {
      case "and", "or", "in" -> new Syntax.Name(at, operator.symbol());
      case "*", "**", "%" -> new Syntax.Wildcard(at, operator.symbol());
      case "-" -> {
        rereadAsOperand();
        yield new Syntax.Negation(at, expression(OF_PREFIX));
      }
      case "(" -> {
        rereadAsOperand();
        yield block(at);
      }
      case "[" -> {
        rereadAsOperand();
        yield array(at);
      }
      case "{" -> {
        rereadAsOperand();
        yield new Syntax.ObjectOf(at, null, pairs());
      }
      case "|" -> {
        rereadAsOperand();
        yield transform(at);
      }
      default -> throw JsonataError.of("S0211", operator.value());
    };
  }

  /// After an opening operator a `/` begins a regular expression, but the token was read before it
  /// was known what the operator is.
  private void rereadAsOperand() {
    if (token.is("/")) {
      lexer.back(token.position());
      token = lexer.next(false);
    }
  }

  private Syntax block(int at) {
    List<Syntax> expressions = new ArrayList<>();
    while (!token.is(")")) {
      expressions.add(expression(0));
      if (!token.is(";")) {
        break;
      }
      advance(";", false);
    }
    advance(")", true);
    return new Syntax.Block(at, List.copyOf(expressions));
  }

  private Syntax array(int at) {
    List<Syntax> items = new ArrayList<>();
    if (!token.is("]")) {
      items.add(arrayItem());
      while (token.is(",")) {
        advance(",", false);
        items.add(arrayItem());
      }
    }
    advance("]", true);
    return new Syntax.ArrayOf(at, List.copyOf(items));
  }

  private Syntax arrayItem() {
    Syntax item = expression(0);
    if (!token.is("..")) {
      return item;
    }
    int at = token.position();
    advance("..", false);
    return new Syntax.Binary(at, "..", item, expression(0));
  }

  private List<Syntax.Pair> pairs() {
    List<Syntax.Pair> pairs = new ArrayList<>();
    if (!token.is("}")) {
      pairs.add(pair());
      while (token.is(",")) {
        advance(",", false);
        pairs.add(pair());
      }
    }
    advance("}", true);
    return List.copyOf(pairs);
  }

  private Syntax.Pair pair() {
    Syntax key = expression(0);
    advance(":", false);
    return new Syntax.Pair(key, expression(0));
  }

  private Syntax transform(int at) {
    Syntax pattern = expression(0);
    advance("|", false);
    Syntax update = expression(0);
    Syntax delete = null;
    if (token.is(",")) {
      advance(",", false);
      delete = expression(0);
    }
    advance("|", false);
    return new Syntax.Transform(at, pattern, update, delete);
  }

  private Syntax infix(Token operator, Syntax left) {
    int at = operator.position();
    return switch (operator.symbol()) {
      case "(" -> call(at, left);
      case "[" -> predicate(at, left);
      case "{" -> new Syntax.ObjectOf(at, left, pairs());
      case "^" -> orderBy(at, left);
      case "?" -> condition(at, left);
      case ":=" -> {
        if (!(left instanceof Syntax.Variable)) {
          throw JsonataError.of("S0212");
        }
        yield new Syntax.Binary(at, ":=", left, expression(binding(operator) - 1));
      }
      case "@", "#" -> {
        Syntax right = expression(binding(operator));
        if (!(right instanceof Syntax.Variable)) {
          throw JsonataError.of("S0214", operator.symbol());
        }
        yield new Syntax.Binary(at, operator.symbol(), left, right);
      }
      default -> new Syntax.Binary(at, operator.symbol(), left, expression(binding(operator)));
    };
  }

  private Syntax predicate(int at, Syntax left) {
    if (token.is("]")) {
      Syntax step = left;
      while (step instanceof Syntax.Binary inner && inner.operator.equals("[")) {
        step = inner.left;
      }
      step.keepArray = true;
      advance("]", false);
      return left;
    }
    Syntax right = expression(0);
    advance("]", true);
    return new Syntax.Binary(at, "[", left, right);
  }

  private Syntax orderBy(int at, Syntax left) {
    advance("(", false);
    List<Syntax.Term> terms = new ArrayList<>();
    do {
      if (!terms.isEmpty()) {
        advance(",", false);
      }
      boolean descending = token.is(">");
      if (descending || token.is("<")) {
        advance(token.symbol(), false);
      }
      terms.add(new Syntax.Term(expression(0), descending));
    } while (token.is(","));
    advance(")", false);
    return new Syntax.OrderBy(at, left, List.copyOf(terms));
  }

  private Syntax condition(int at, Syntax left) {
    Syntax then = expression(0);
    Syntax otherwise = null;
    if (token.is(":")) {
      advance(":", false);
      otherwise = expression(0);
    }
    return new Syntax.Condition(at, left, then, otherwise);
  }

  private Syntax call(int at, Syntax left) {
    List<@Nullable Syntax> arguments = new ArrayList<>();
    if (!token.is(")")) {
      arguments.add(argument());
      while (token.is(",")) {
        advance(",", false);
        arguments.add(argument());
      }
    }
    advance(")", true);
    if (left instanceof Syntax.Name name
        && (name.name.equals("function") || name.name.equals("λ"))) {
      return function(at, arguments);
    }
    return new Syntax.Call(at, left, Collections.unmodifiableList(arguments));
  }

  private @Nullable Syntax argument() {
    if (token.is("?")) {
      advance("?", true);
      return null;
    }
    return expression(0);
  }

  private Syntax function(int at, List<@Nullable Syntax> arguments) {
    List<String> parameters = new ArrayList<>();
    for (Syntax argument : arguments) {
      if (!(argument instanceof Syntax.Variable variable)) {
        throw JsonataError.of("S0208", parameters.size() + 1L);
      }
      parameters.add(variable.name);
    }
    Signature signature = token.is("<") ? signature() : null;
    advance("{", false);
    Syntax body = expression(0);
    advance("}", false);
    return new Syntax.Function(at, List.copyOf(parameters), signature, body);
  }

  private Signature signature() {
    StringBuilder text = new StringBuilder("<");
    advance("<", false);
    int open = 1;
    while (open > 0 && !token.is("{") && token.kind() != Kind.END) {
      if (token.is(">")) {
        open--;
      } else if (token.is("<")) {
        open++;
      }
      text.append(token.value());
      if (open > 0) {
        token = lexer.next(false);
      }
    }
    advance(">", false);
    return Signature.parse(text.toString());
  }
}
