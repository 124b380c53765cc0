package io.stepwell.expression.jsonpath;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Parses what stands between `[?(` and `)]`: alternatives of `||`, parts of `&&`, `!`, parentheses,
/// comparisons, and paths alone, which ask whether something is there.
final class FilterParser {
  private static final String RELATION_CHARACTERS = "<>=~!";

  private final Cursor cursor;

  FilterParser(Cursor cursor) {
    this.cursor = cursor;
  }

  Criterion criterion() {
    cursor.enter();
    List<Criterion> any = new ArrayList<>();
    do {
      any.add(all());
    } while (consumed("||"));
    cursor.leave();
    return any.size() == 1 ? any.getFirst() : new Criterion.Or(List.copyOf(any));
  }

  private Criterion all() {
    List<Criterion> all = new ArrayList<>();
    do {
      all.add(one());
    } while (consumed("&&"));
    return all.size() == 1 ? all.getFirst() : new Criterion.And(List.copyOf(all));
  }

  private boolean consumed(String operator) {
    cursor.skipSpaces();
    if (!cursor.isAt(operator)) {
      return false;
    }
    cursor.skip(operator.length());
    return true;
  }

  private Criterion one() {
    cursor.skipSpaces();
    boolean negated = cursor.peek() == '!';
    if (negated) {
      cursor.skip(1);
      cursor.skipSpaces();
      if (cursor.peek() != '$' && cursor.peek() != '@') {
        cursor.enter();
        Criterion inner = one();
        cursor.leave();
        return new Criterion.Not(inner);
      }
    } else if (cursor.peek() == '(') {
      cursor.skip(1);
      Criterion inner = criterion();
      cursor.expect(')');
      return inner;
    }
    return comparisonOrExistence(!negated);
  }

  /// In Jayway `!@.a == 1` means the same as `@.a == 1`.
  private Criterion comparisonOrExistence(boolean wanted) {
    Operand left = operand();
    cursor.skipSpaces();
    char next = cursor.peek();
    if (next == ')' || next == '&' || next == '|') {
      if (left instanceof Operand.Nodes path) {
        return new Criterion.Exists(path, wanted);
      }
      throw cursor.complaint("a value must be compared with something");
    }
    Relation relation = relation();
    return new Criterion.Comparison(left, relation, operand());
  }

  private Relation relation() {
    int start = cursor.position();
    boolean symbols = RELATION_CHARACTERS.indexOf(cursor.peek()) >= 0;
    while (symbols
        ? cursor.peek() != 0 && RELATION_CHARACTERS.indexOf(cursor.peek()) >= 0
        : Character.isLetter(cursor.peek())) {
      cursor.skip(1);
    }
    Relation relation = Relation.of(cursor.since(start));
    if (relation == null) {
      throw cursor.complaint("there is no filter operator '" + cursor.since(start) + "'");
    }
    return relation;
  }

  private Operand operand() {
    cursor.skipSpaces();
    return switch (cursor.peek()) {
      case '$', '@' -> PathParser.embedded(cursor);
      case '/' -> regex();
      default -> new Operand.Literal(LiteralParser.parse(cursor));
    };
  }

  private Operand regex() {
    cursor.skip(1);
    int start = cursor.position();
    while (cursor.peek() != '/') {
      if (cursor.atEnd()) {
        throw cursor.complaint("the pattern has no closing /");
      }
      cursor.skip(cursor.peek() == '\\' ? 2 : 1);
    }
    String pattern = cursor.since(start);
    cursor.skip(1);
    int flags = 0;
    for (int flag = flag(cursor.peek()); flag != 0; flag = flag(cursor.peek())) {
      flags |= flag;
      cursor.skip(1);
    }
    try {
      return new Operand.Regex(Pattern.compile(pattern, flags));
    } catch (PatternSyntaxException e) {
      throw cursor.complaint("the pattern /" + pattern + "/ is wrong: " + e.getDescription());
    } catch (StackOverflowError _) {
      throw cursor.complaint("the pattern is nested too deeply");
    }
  }

  private static int flag(char letter) {
    return switch (letter) {
      case 'd' -> Pattern.UNIX_LINES;
      case 'i' -> Pattern.CASE_INSENSITIVE;
      case 'x' -> Pattern.COMMENTS;
      case 'm' -> Pattern.MULTILINE;
      case 's' -> Pattern.DOTALL;
      case 'u' -> Pattern.UNICODE_CASE;
      case 'U' -> Pattern.UNICODE_CHARACTER_CLASS;
      default -> 0;
    };
  }
}
