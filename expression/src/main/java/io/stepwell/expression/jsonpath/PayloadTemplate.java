package io.stepwell.expression.jsonpath;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import io.stepwell.expression.TemplateTree;
import io.stepwell.expression.intrinsics.Intrinsics;
import io.stepwell.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compiles payload templates (States Language, "Payload Template"): JSON whose keys ending in `.$`
/// hold paths or intrinsic calls. Anything else is literal, also a text that looks like a path.
public final class PayloadTemplate {
  private static final String SUFFIX = ".$";

  private PayloadTemplate() {}

  /// A template without any expression evaluates to the same value instance each time, and so does
  /// every part of a template that has none.
  ///
  /// @throws IllegalArgumentException with AWS's sentence about the first field that is wrong; its
  ///     cause says more about the syntax
  public static Template compile(@Nullable Object json) {
    return new TemplateTree(node(json));
  }

  /// Compiles one path or intrinsic call, as `ErrorPath` and `RoleArn.$` hold it.
  ///
  /// @throws IllegalArgumentException with a sentence that says what is wrong with the text
  public static Template compileExpression(String text) {
    return Intrinsics.isCall(text)
        ? Intrinsics.parse(text, PayloadTemplate::argument)
        : Path.compile(text);
  }

  private static TemplateTree.Node node(@Nullable Object json) {
    return switch (json) {
      case Map<?, ?> object -> object(object);
      case List<?> array -> array(array);
      case null, default -> new TemplateTree.Literal(json);
    };
  }

  private static TemplateTree.Node array(List<?> array) {
    List<TemplateTree.Node> items = new ArrayList<>(array.size());
    boolean literal = true;
    for (Object item : array) {
      TemplateTree.Node node = node(item);
      literal &= node instanceof TemplateTree.Literal;
      items.add(node);
    }
    return literal ? new TemplateTree.Literal(array) : new TemplateTree.Items(List.copyOf(items));
  }

  private static TemplateTree.Node object(Map<?, ?> object) {
    List<TemplateTree.Member> members = new ArrayList<>(object.size());
    boolean literal = true;
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      TemplateTree.Member member = member(object, (String) entry.getKey(), entry.getValue());
      literal &= member.node() instanceof TemplateTree.Literal;
      members.add(member);
    }
    return literal
        ? new TemplateTree.Literal(object)
        : new TemplateTree.Members(List.copyOf(members));
  }

  private static TemplateTree.Member member(Map<?, ?> object, String key, @Nullable Object value) {
    if (!key.endsWith(SUFFIX)) {
      return new TemplateTree.Member(key, node(value));
    }
    String name = key.substring(0, key.length() - SUFFIX.length());
    if (object.containsKey(name)) {
      throw new IllegalArgumentException(
          "The field '%s' is given twice, as '%s' and as '%s'".formatted(name, name, key));
    }
    return new TemplateTree.Member(name, new TemplateTree.Expression(expression(key, value)));
  }

  private static Template expression(String key, @Nullable Object value) {
    try {
      if (value instanceof String text) {
        return Intrinsics.isCall(text)
            ? Intrinsics.parse(text, PayloadTemplate::argument)
            : new Field(key, CompiledPath.compile(text));
      }
      throw new IllegalArgumentException(Json.write(value) + " is not a text");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The value for the field '%s' must be a valid JSONPath or a valid intrinsic function call"
              .formatted(key),
          e);
    }
  }

  private static Template argument(String text) {
    return new PathArgument(CompiledPath.compile(text));
  }

  /// A path as the value of a field.
  private record Field(String key, CompiledPath path) implements Template {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      Object found = path.findInTemplate(scope);
      if (found instanceof Missing) {
        throw EvaluationException.runtime(
            "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
                .formatted(path.text(), key, Json.write(scope.input())));
      }
      return found;
    }

    @Override
    public Set<String> variables() {
      return path.variables();
    }
  }

  /// A path as an argument of an intrinsic call, where an index past the end is an error too.
  private record PathArgument(CompiledPath path) implements Template {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      Object found = path.find(scope);
      if (found instanceof Missing) {
        throw EvaluationException.runtime(
            "The JsonPath argument for the field '%s' could not be found in the input '%s'"
                .formatted(path.text(), Json.write(scope.input())));
      }
      return found;
    }

    @Override
    public Set<String> variables() {
      return path.variables();
    }
  }
}
