package io.stepwell.expression.jsonata;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Template;
import io.stepwell.expression.TemplateTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compiles the fields of JSONata states: any JSON in which a text that begins with `{%` and ends
/// with `%}` is an expression. Other texts are literal; several expressions in one text are not
/// supported.
public final class JsonataTemplate {
  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";

  private JsonataTemplate() {}

  /// Whether the text is an expression, right or wrong.
  public static boolean isExpression(String text) {
    return text.length() >= OPEN.length() + CLOSE.length()
        && text.startsWith(OPEN)
        && text.endsWith(CLOSE);
  }

  /// @param field where the value stands inside the state, such as `Output` or `Choices[0]/Condition`;
  ///     members and items below it are named in error causes as `Output/values[0]`
  /// @throws IllegalArgumentException with JSONata's sentence about the first expression that is wrong
  public static Template compile(@Nullable Object json, String field) {
    return new TemplateTree(node(json, field));
  }

  private static TemplateTree.Node node(@Nullable Object json, String location) {
    return switch (json) {
      case Map<?, ?> object -> object(object, location);
      case List<?> array -> array(array, location);
      case String text when isExpression(text) ->
          new TemplateTree.Expression(expression(text, location));
      case null, default -> new TemplateTree.Literal(json);
    };
  }

  private static TemplateTree.Node object(Map<?, ?> object, String location) {
    List<TemplateTree.Member> members = new ArrayList<>(object.size());
    boolean literal = true;
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      String name = (String) entry.getKey();
      TemplateTree.Node node = node(entry.getValue(), location + "/" + name);
      literal &= node instanceof TemplateTree.Literal;
      members.add(new TemplateTree.Member(name, node));
    }
    return literal
        ? new TemplateTree.Literal(object)
        : new TemplateTree.Members(List.copyOf(members));
  }

  private static TemplateTree.Node array(List<?> array, String location) {
    List<TemplateTree.Node> items = new ArrayList<>(array.size());
    boolean literal = true;
    for (Object item : array) {
      TemplateTree.Node node = node(item, location + "[" + items.size() + "]");
      literal &= node instanceof TemplateTree.Literal;
      items.add(node);
    }
    return literal ? new TemplateTree.Literal(array) : new TemplateTree.Items(List.copyOf(items));
  }

  private static JsonataExpression expression(String text, String location) {
    try {
      return JsonataExpression.compile(inner(text), location);
    } catch (JsonataError e) {
      throw new IllegalArgumentException(e.message(), e);
    }
  }

  private static String inner(String text) {
    return text.substring(OPEN.length(), text.length() - CLOSE.length()).strip();
  }

  /// What is wrong with an expression before it ever runs.
  ///
  /// @param isSyntax whether it does not parse (AWS's `INVALID_JSONATA_EXPRESSION`) or refers to
  ///     something that it can't (`UNSUPPORTED_JSONATA_EXPRESSION`)
  /// @param message AWS's sentence
  public record Problem(boolean isSyntax, String message) {}

  /// Checks one `{% … %}`.
  ///
  /// @param states the members that `$states` has at this place, such as `input` and `context`
  public static List<Problem> check(String expression, Set<String> states) {
    References references;
    try {
      references = References.of(JsonataExpression.parse(inner(expression)));
    } catch (JsonataError e) {
      return List.of(new Problem(true, e.message()));
    }
    List<Problem> problems = new ArrayList<>();
    references.refusals().forEach(message -> problems.add(new Problem(false, message)));
    for (String member : references.statesMembers()) {
      if (!states.contains(member) && (member.equals("result") || member.equals("errorOutput"))) {
        problems.add(new Problem(false, "Reference to '$states." + member + "' is not supported."));
      }
    }
    return List.copyOf(problems);
  }

  /// Passes on a result of the type that its field needs.
  ///
  /// @param template what the value is a result of, from [#compile]
  /// @throws EvaluationException `States.QueryEvaluationError` when the value
  ///     is of another type
  public static @Nullable Object requireType(
      Template template, @Nullable Object value, JsonType expected) {
    if (JsonType.of(value) == expected) {
      return value;
    }
    if (template instanceof TemplateTree tree
        && tree.root() instanceof TemplateTree.Expression(Template expression)
        && expression instanceof JsonataExpression jsonata) {
      throw jsonata.unexpectedType(value, expected);
    }
    throw EvaluationException.query(
        "The value of the field has an unexpected type. Expected '%s', but was '%s'"
            .formatted(expected.text(), JsonType.of(value).text()),
        null);
  }
}
