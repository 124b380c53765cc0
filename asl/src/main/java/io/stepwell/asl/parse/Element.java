package io.stepwell.asl.parse;

import io.stepwell.json.JsonException;
import io.stepwell.json.Located;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One value of a definition, with its place: line and column in the text, and the path by which AWS
/// names it, such as `/States/A/Choices[0]/Next`.
///
/// Of a repeated member the last one counts; `members` shows them all.
public final class Element {
  private final Located value;
  private final @Nullable Element parent;
  private final String name;
  private final int line;
  private final int column;
  private @Nullable List<Element> children;

  private Element(Located value, @Nullable Element parent, String name, int line, int column) {
    this.value = value;
    this.parent = parent;
    this.name = name;
    this.line = line;
    this.column = column;
  }

  /// @throws JsonException when the text is not JSON
  public static Element parse(String text) {
    return root(Located.parse(text));
  }

  /// A definition that was written in another notation and read with its places.
  public static Element of(Located definition) {
    return root(definition);
  }

  /// A machine that has nothing but the given state, as TestState is given one.
  ///
  /// @throws JsonException when the text is not JSON
  public static Element parseState(String text, String stateName) {
    Located state = Located.parse(text);
    Located states = object(new Located.Member(stateName, state, state.line(), state.column()));
    return root(
        object(
            new Located.Member("StartAt", new Located.Scalar(stateName, 1, 1), 1, 1),
            new Located.Member("States", states, 1, 1)));
  }

  /// This machine with nothing but one of its states, found at any depth, in the machine's own query
  /// language; null when it has none of this name.
  public @Nullable Element withOnly(String stateName) {
    Element state = find(stateName);
    if (state == null) {
      return null;
    }
    Located states = object(new Located.Member(stateName, state.value, state.line, state.column));
    List<Located.Member> members = new ArrayList<>();
    Element language = member("QueryLanguage");
    if (language != null) {
      members.add(new Located.Member(language.name, language.value, 1, 1));
    }
    members.add(new Located.Member("StartAt", new Located.Scalar(stateName, 1, 1), 1, 1));
    members.add(new Located.Member("States", states, 1, 1));
    return root(new Located.ObjectValue(members, 1, 1));
  }

  /// The state of this name in a container's `States`, or in a container inside one of them.
  private @Nullable Element find(String stateName) {
    Element states = member("States");
    for (Element state : states == null ? List.<Element>of() : states.members()) {
      if (state.name.equals(stateName)) {
        return state;
      }
      for (Element inner : state.containers()) {
        Element found = inner.find(stateName);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /// The branches of a Parallel state, the processor of a Map state.
  private List<Element> containers() {
    Element branches = member("Branches");
    return branches == null ? present(List.of("ItemProcessor", "Iterator")) : branches.items();
  }

  private static Located object(Located.Member... members) {
    return new Located.ObjectValue(List.of(members), 1, 1);
  }

  private static Element root(Located value) {
    return new Element(value, null, "", value.line(), value.column());
  }

  /// Where it begins: a member at its name.
  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  /// The member's name, or `[i]` in an array; empty for the whole definition.
  public String name() {
    return name;
  }

  /// The object or array that this stands in; null for the whole.
  public @Nullable Element parent() {
    return parent;
  }

  /// `/` for the whole definition; `/` before a name, `[i]` for an item. Names are not escaped.
  public String path() {
    if (parent == null) {
      return "/";
    }
    String before = parent.parent == null ? "" : parent.path();
    return parent.isArray() && parent.parent != null ? before + name : before + "/" + name;
  }

  /// The plain value, as [io.stepwell.json.Json] describes it.
  public @Nullable Object value() {
    return value.value();
  }

  /// The string, or null when it is none.
  public @Nullable String text() {
    return value instanceof Located.Scalar(Object scalar, int _, int _)
            && scalar instanceof String text
        ? text
        : null;
  }

  public boolean isObject() {
    return value instanceof Located.ObjectValue;
  }

  public boolean isArray() {
    return value instanceof Located.ArrayValue;
  }

  public boolean isNull() {
    return value instanceof Located.Scalar scalar && scalar.value() == null;
  }

  /// The members of an object, repeated ones included; empty for anything else.
  public List<Element> members() {
    return isObject() ? children() : List.of();
  }

  /// The items of an array; empty for anything else.
  public List<Element> items() {
    return isArray() ? children() : List.of();
  }

  /// The members of an object or the items of an array.
  public List<Element> children() {
    List<Element> made = children;
    if (made == null) {
      made = makeChildren();
      children = made;
    }
    return made;
  }

  /// The last member of this name, or null.
  public @Nullable Element member(String name) {
    List<Element> members = members();
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i).name.equals(name)) {
        return members.get(i);
      }
    }
    return null;
  }

  /// The last member of this name, which the caller knows to be there.
  public Element required(String name) {
    Element member = member(name);
    if (member == null) {
      throw new IllegalStateException("no member " + name + " in " + this);
    }
    return member;
  }

  /// The string of that member, or null when there is none.
  public @Nullable String text(String name) {
    Element member = member(name);
    return member == null ? null : member.text();
  }

  public boolean has(String name) {
    return member(name) != null;
  }

  /// Which of these members it has, in the order of the arguments.
  public List<Element> present(List<String> names) {
    List<Element> found = new ArrayList<>(names.size());
    for (String name : names) {
      Element member = member(name);
      if (member != null) {
        found.add(member);
      }
    }
    return found;
  }

  private List<Element> makeChildren() {
    return switch (value) {
      case Located.ObjectValue(List<Located.Member> members, int _, int _) ->
          members.stream()
              .map(m -> new Element(m.value(), this, m.name(), m.line(), m.column()))
              .toList();
      case Located.ArrayValue(List<Located> items, int _, int _) -> {
        List<Element> made = new ArrayList<>(items.size());
        for (Located item : items) {
          made.add(new Element(item, this, "[" + made.size() + "]", item.line(), item.column()));
        }
        yield List.copyOf(made);
      }
      case Located.Scalar _ -> List.of();
    };
  }

  @Override
  public String toString() {
    return path() + " at " + line + ":" + column;
  }
}
