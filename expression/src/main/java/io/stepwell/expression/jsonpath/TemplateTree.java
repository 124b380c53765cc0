package io.stepwell.expression.jsonpath;

import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A compiled payload template. Only what leads to an expression is rebuilt; the rest is the
/// definition's own value.
record TemplateTree(Node root, Set<String> variables) implements Template {
  TemplateTree(Node root) {
    this(root, root.variables());
  }

  @Override
  public @Nullable Object evaluate(Scope scope) {
    return root.evaluate(scope);
  }

  sealed interface Node {
    @Nullable Object evaluate(Scope scope);

    Set<String> variables();
  }

  record Literal(@Nullable Object value) implements Node {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      return value;
    }

    @Override
    public Set<String> variables() {
      return Set.of();
    }
  }

  record Expression(Template template) implements Node {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      return template.evaluate(scope);
    }

    @Override
    public Set<String> variables() {
      return template.variables();
    }
  }

  record Items(List<Node> items) implements Node {
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

  record Member(String name, Node node) {}

  record Members(List<Member> members) implements Node {
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
