package io.stepwell.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A compiled template of either language: JSON with expressions in it. Only what leads to an expression is rebuilt; the rest is the
/// definition's own value.
public record TemplateTree(Node root, Set<String> variables) implements Template {
  public TemplateTree(Node root) {
    this(root, root.variables());
  }

  @Override
  public @Nullable Object evaluate(Scope scope) {
    return root.evaluate(scope);
  }

  public sealed interface Node {
    @Nullable Object evaluate(Scope scope);

    Set<String> variables();
  }

  public record Literal(@Nullable Object value) implements Node {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      return value;
    }

    @Override
    public Set<String> variables() {
      return Set.of();
    }
  }

  public record Expression(Template template) implements Node {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      return template.evaluate(scope);
    }

    @Override
    public Set<String> variables() {
      return template.variables();
    }
  }

  public record Items(List<Node> items) implements Node {
    @Override
    public Object evaluate(Scope scope) {
      scope.meter().burn(items.size());
      List<@Nullable Object> values = new ArrayList<>(items.size());
      for (Node item : items) {
        values.add(item.evaluate(scope));
      }
      return Collections.unmodifiableList(values);
    }

    @Override
    public Set<String> variables() {
      return union(items);
    }
  }

  public record Member(String name, Node node) {}

  public record Members(List<Member> members) implements Node {
    @Override
    public Object evaluate(Scope scope) {
      scope.meter().burn(members.size());
      Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(members.size());
      for (Member member : members) {
        values.put(member.name(), member.node().evaluate(scope));
      }
      return Collections.unmodifiableMap(values);
    }

    @Override
    public Set<String> variables() {
      return union(members.stream().map(Member::node).toList());
    }
  }

  private static Set<String> union(List<Node> nodes) {
    Set<String> names = new LinkedHashSet<>();
    nodes.forEach(node -> names.addAll(node.variables()));
    return Collections.unmodifiableSet(names);
  }
}
