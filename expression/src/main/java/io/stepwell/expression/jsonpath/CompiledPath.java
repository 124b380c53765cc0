package io.stepwell.expression.jsonpath;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Meter;
import io.stepwell.expression.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A path with its beginning: the document, the context object or a variable.
record CompiledPath(String text, Origin origin, Steps steps) implements Path {
  private sealed interface Origin {
    record Document() implements Origin {}

    record Context() implements Origin {}

    record Variable(String name) implements Origin {}
  }

  private static final Origin DOCUMENT = new Origin.Document();
  private static final Origin CONTEXT = new Origin.Context();

  static CompiledPath compile(String text) {
    Cursor cursor = new Cursor(text.strip());
    if (cursor.peek() != '$') {
      throw cursor.complaint("a path begins with '$',");
    }
    cursor.skip(1);
    Origin origin = origin(cursor);
    return new CompiledPath(text, origin, PathParser.parse(cursor));
  }

  private static Origin origin(Cursor cursor) {
    if (cursor.peek() == '$') {
      cursor.skip(1);
      return CONTEXT;
    }
    int start = cursor.position();
    if (!Character.isUnicodeIdentifierStart(cursor.peek()) && cursor.peek() != '_') {
      return DOCUMENT;
    }
    while (Character.isUnicodeIdentifierPart(cursor.peek())
        && !Character.isIdentifierIgnorable(cursor.peek())) {
      cursor.skip(1);
    }
    return new Origin.Variable(cursor.since(start));
  }

  @Override
  public boolean isReference() {
    if (!steps.isPlain()) {
      return false;
    }
    for (int i = 0; i < steps.length(); i++) {
      if (steps.step(i) instanceof Step.Index(int index) && index < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean exists(Scope scope) {
    return !(find(scope) instanceof Missing);
  }

  @Override
  public @Nullable Object evaluate(Scope scope) {
    Object found = findOrNullPastTheEnd(scope);
    if (found instanceof Missing missing) {
      throw EvaluationException.runtime("Invalid path '" + text + "' : " + missing.reason());
    }
    return found;
  }

  /// The value or [Missing].
  @Nullable Object find(Scope scope) {
    Meter meter = scope.meter();
    return switch (origin) {
      case Origin.Document() -> steps.find(scope.input(), scope.input(), meter);
      case Origin.Context() -> {
        Object context = scope.context().get();
        yield steps.find(context, context, meter);
      }
      case Origin.Variable(String name) -> {
        if (!scope.variables().has(name)) {
          yield new Missing(steps, 0, Missing.Why.NO_RESULT, null);
        }
        Object value = scope.variables().get(name);
        yield steps.find(value, value, meter);
      }
    };
  }

  @Nullable Object findOrNullPastTheEnd(Scope scope) {
    Object found = find(scope);
    return found instanceof Missing missing
            && missing.why() == Missing.Why.PAST_THE_END
            && missing.at() == steps.length() - 1
        ? null
        : found;
  }

  /// As AWS does in payload templates, and only there: a path that may find many finds none where a
  /// member on its way is missing.
  @Nullable Object findInTemplate(Scope scope) {
    Object found = findOrNullPastTheEnd(scope);
    return found instanceof Missing && !steps.isDefinite() ? List.of() : found;
  }

  @Override
  public Set<String> variables() {
    return origin instanceof Origin.Variable(String name) ? Set.of(name) : Set.of();
  }

  @Override
  public String toString() {
    return text;
  }
}
