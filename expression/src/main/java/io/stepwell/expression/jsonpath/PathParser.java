package io.stepwell.expression.jsonpath;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the steps of a path in Jayway's dialect.
final class PathParser {
  private final Cursor cursor;

  /// Whether the path stands in a filter or an argument list, where more characters end a name.
  private final boolean embedded;

  private final List<Step> steps = new ArrayList<>();

  private PathParser(Cursor cursor, boolean embedded) {
    this.cursor = cursor;
    this.embedded = embedded;
  }

  /// Parses what follows `$`, `$$` or `$name`.
  static Steps parse(Cursor cursor) {
    return new PathParser(cursor, false).path();
  }

  /// Parses a path whose `$` or `@` is the current character.
  static Operand.Nodes embedded(Cursor cursor) {
    boolean fromRoot = cursor.peek() == '$';
    cursor.skip(1);
    return new Operand.Nodes(fromRoot, new PathParser(cursor, true).path());
  }

  private Steps path() {
    cursor.enter();
    if (!atEnd() && cursor.peek() != '.' && cursor.peek() != '[') {
      throw cursor.complaint("expected '.' or '['");
    }
    while (!atEnd()) {
      step();
    }
    cursor.leave();
    return new Steps(invertScan());
  }

  /// `$..price.sum()` works on all prices together, not on each: it is `$.sum($..price)`.
  private List<Step> invertScan() {
    if (steps.size() < 3
        || !(steps.getFirst() instanceof Step.Descent)
        || !(steps.getLast() instanceof Step.Call(PathFunction function, _))) {
      return steps;
    }
    List<Step> scan = new ArrayList<>(steps.subList(0, steps.size() - 1));
    if (function == PathFunction.LENGTH || function == PathFunction.SIZE) {
      scan.add(new Step.Wildcard());
    }
    return List.of(new Step.Call(function, List.of(new Operand.Nodes(true, new Steps(scan)))));
  }

  private boolean atEnd() {
    return cursor.atEnd() || (embedded && endsEmbedded());
  }

  private boolean endsEmbedded() {
    return switch (cursor.peek()) {
      case ' ', ')', ',', '<', '>', '=', '~', '!' -> true;
      case '&' -> cursor.peek(1) == '&';
      case '|' -> cursor.peek(1) == '|';
      default -> false;
    };
  }

  private void step() {
    switch (cursor.peek()) {
      case '[' -> bracket();
      case '.' -> dots();
      case '*' -> wildcard();
      default -> nameOrCall();
    }
  }

  private void dots() {
    boolean scan = cursor.peek(1) == '.';
    cursor.skip(scan ? 2 : 1);
    if (scan) {
      steps.add(new Step.Descent());
    }
    if (atEnd()) {
      throw cursor.complaint("a path must not end with '.'");
    }
    if (cursor.peek() == '.') {
      throw cursor.complaint("unexpected '.'");
    }
  }

  private void wildcard() {
    cursor.skip(1);
    steps.add(new Step.Wildcard());
  }

  private void nameOrCall() {
    int start = cursor.position();
    while (!atEnd() && cursor.peek() != '.' && cursor.peek() != '[' && cursor.peek() != '(') {
      if (cursor.peek() == ' ') {
        throw cursor.complaint("a name with blanks is written ['like this'];");
      }
      cursor.skip(1);
    }
    String name = cursor.since(start);
    if (cursor.peek() == '(') {
      call(name);
    } else {
      steps.add(new Step.Name(name));
    }
  }

  private void call(String name) {
    PathFunction function = PathFunction.of(name);
    if (function == null) {
      throw cursor.complaint("there is no function '" + name + "'");
    }
    cursor.expect('(');
    List<Operand> arguments = new ArrayList<>();
    cursor.skipSpaces();
    while (cursor.peek() != ')') {
      arguments.add(argument(function));
      cursor.skipSpaces();
      if (cursor.peek() != ')') {
        cursor.expect(',');
        cursor.skipSpaces();
      }
    }
    cursor.expect(')');
    steps.add(new Step.Call(function, List.copyOf(arguments)));
  }

  private Operand argument(PathFunction function) {
    if (cursor.peek() != '$' && cursor.peek() != '@') {
      return new Operand.Literal(LiteralParser.parse(cursor));
    }
    Operand.Nodes nodes = embedded(cursor);
    if ((function == PathFunction.LENGTH || function == PathFunction.SIZE)
        && !nodes.steps().isDefinite()) {
      List<Step> children = new ArrayList<>();
      for (int i = 0; i < nodes.steps().length(); i++) {
        children.add(nodes.steps().step(i));
      }
      children.add(new Step.Wildcard());
      return new Operand.Nodes(nodes.fromRoot(), new Steps(children));
    }
    return nodes;
  }

  private void bracket() {
    cursor.expect('[');
    cursor.skipSpaces();
    char c = cursor.peek();
    if (c == '\'' || c == '"') {
      names(c);
    } else if ((c >= '0' && c <= '9') || c == '-' || c == ':') {
      numbers();
    } else if (c == '*') {
      wildcard();
    } else if (c == '?') {
      cursor.skip(1);
      cursor.expect('(');
      steps.add(new Step.Filter(new FilterParser(cursor).criterion()));
      cursor.expect(')');
    } else {
      throw cursor.complaint("expected ?, ', 0-9 or *");
    }
    cursor.expect(']');
  }

  private void names(char quote) {
    List<String> names = new ArrayList<>();
    names.add(cursor.quotedName());
    cursor.skipSpaces();
    while (cursor.peek() == ',') {
      cursor.skip(1);
      cursor.skipSpaces();
      if (cursor.peek() != quote) {
        throw cursor.complaint("expected another name in " + quote);
      }
      names.add(cursor.quotedName());
      cursor.skipSpaces();
    }
    steps.add(
        names.size() == 1 ? new Step.Name(names.getFirst()) : new Step.Names(List.copyOf(names)));
  }

  /// `[1]`, `[1,2]`, `[1:]`, `[:2]`, `[1:2]`; a third number, the step of a slice, has no effect.
  private void numbers() {
    int start = cursor.position();
    boolean slice = false;
    while (!cursor.atEnd() && cursor.peek() != ']') {
      slice |= cursor.peek() == ':';
      cursor.skip(1);
    }
    String text = cursor.since(start).trim();
    if (slice) {
      String[] ends = text.split(":", -1);
      Integer from = ends[0].isEmpty() ? null : number(ends[0]);
      Integer to = ends[1].isEmpty() ? null : number(ends[1]);
      if ((from == null && to == null) || ends.length > 3) {
        throw cursor.complaint("'" + text + "' is not a slice");
      }
      steps.add(new Step.Slice(from, to));
      return;
    }
    List<Integer> indexes = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      indexes.add(number(part.trim()));
    }
    steps.add(
        indexes.size() == 1
            ? new Step.Index(indexes.getFirst())
            : new Step.Indexes(List.copyOf(indexes)));
  }

  private Integer number(@Nullable String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException _) {
      throw cursor.complaint("'" + text + "' is not an array index");
    }
  }
}
