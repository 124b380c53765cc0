package io.stepwell.server;

import io.stepwell.json.Json;
import io.stepwell.json.Located;
import java.io.Serial;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A YAML text as a JSON value whose every part knows its line and column.
///
/// Anchors, aliases and `<<` are resolved; a timestamp stays the text it is. What JSON cannot say (a
/// list as a key, `.inf`, a tag of one's own) is refused. Aliases cannot make a small text large: the
/// number of values is bounded, and so is their depth.
public final class YamlDocument {
  private static final int MAX_CHARACTERS = 4 << 20;
  private static final int MAX_VALUES = 500_000;

  private final Scalars scalars = new Scalars();
  private int values;
  private int depth;

  private YamlDocument() {}

  /// Says what is wrong with a text, and where; lines and columns count from 1.
  public static final class MalformedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    MalformedException(String message, @Nullable Mark at) {
      super(message, null, false, false);
      line = at == null ? 1 : at.getLine() + 1;
      column = at == null ? 1 : at.getColumn() + 1;
    }

    public String message() {
      return String.valueOf(getMessage());
    }

    public int line() {
      return line;
    }

    public int column() {
      return column;
    }
  }

  /// The only document of the text, or null when there is none in it.
  public static @Nullable Located parse(String text) throws MalformedException {
    Node root;
    try {
      root = new Yaml(options()).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw new MalformedException(e.getProblem(), e.getProblemMark());
    } catch (YAMLException e) {
      throw new MalformedException(String.valueOf(e.getMessage()), null);
    }
    return root == null ? null : new YamlDocument().value(root);
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(Json.MAX_DEPTH);
    return options;
  }

  private Located value(Node node) throws MalformedException {
    if (++values > MAX_VALUES) {
      throw new MalformedException(
          "There are more than " + MAX_VALUES + " values", node.getStartMark());
    }
    if (++depth > Json.MAX_DEPTH) {
      throw new MalformedException(
          "Objects and arrays are nested more than " + Json.MAX_DEPTH + " deep",
          node.getStartMark());
    }
    Located value =
        switch (node) {
          case MappingNode mapping when mapping.getTag().equals(Tag.MAP) ->
              new Located.ObjectValue(members(mapping, Set.of()), line(node), column(node));
          case SequenceNode sequence when sequence.getTag().equals(Tag.SEQ) -> array(sequence);
          case ScalarNode scalar -> new Located.Scalar(scalar(scalar), line(node), column(node));
          default ->
              throw new MalformedException(
                  "The tag " + node.getTag() + " has no meaning in a definition",
                  node.getStartMark());
        };
    depth--;
    return value;
  }

  private Located array(SequenceNode sequence) throws MalformedException {
    List<Located> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(value(item));
    }
    return new Located.ArrayValue(items, line(sequence), column(sequence));
  }

  /// The members of a mapping, those that `<<` brings first, without those that are `hidden`.
  private List<Located.Member> members(MappingNode mapping, Set<String> hidden)
      throws MalformedException {
    Set<String> own = new HashSet<>(hidden);
    for (NodeTuple tuple : mapping.getValue()) {
      own.add(name(tuple.getKeyNode()));
    }
    List<Located.Member> members = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      String name = name(key);
      if (key.getTag().equals(Tag.MERGE)) {
        merge(tuple.getValueNode(), own, members);
      } else if (!hidden.contains(name)) {
        members.add(new Located.Member(name, value(tuple.getValueNode()), line(key), column(key)));
      }
    }
    return members;
  }

  private void merge(Node merged, Set<String> own, List<Located.Member> members)
      throws MalformedException {
    if (++depth > Json.MAX_DEPTH) {
      throw new MalformedException("'<<' leads to itself", merged.getStartMark());
    }
    switch (merged) {
      case MappingNode mapping -> {
        List<Located.Member> brought = members(mapping, own);
        brought.forEach(member -> own.add(member.name()));
        members.addAll(brought);
      }
      case SequenceNode sequence -> {
        for (Node item : sequence.getValue()) {
          merge(item, own, members);
        }
      }
      default -> throw new MalformedException("'<<' needs a mapping", merged.getStartMark());
    }
    depth--;
  }

  private static String name(Node key) throws MalformedException {
    if (key instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new MalformedException("A field's name must be a string", key.getStartMark());
  }

  private @Nullable Object scalar(ScalarNode node) throws MalformedException {
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL) || tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return scalars.of(node);
    }
    if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP) || tag.equals(Tag.MERGE)) {
      return node.getValue();
    }
    throw new MalformedException(
        "The tag " + tag + " has no meaning in a definition", node.getStartMark());
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static int column(Node node) {
    return node.getStartMark().getColumn() + 1;
  }

  /// The library's reading of booleans and numbers.
  private static final class Scalars extends SafeConstructor {
    Scalars() {
      super(options());
    }

    Object of(ScalarNode node) throws MalformedException {
      Object value;
      try {
        value = constructObject(node);
      } catch (YAMLException | NumberFormatException _) {
        throw new MalformedException("'" + node.getValue() + "' is no number", node.getStartMark());
      }
      return switch (value) {
        case Boolean flag -> flag;
        case Integer number -> number.longValue();
        case Long number -> number;
        case BigInteger number -> number;
        case Double number when Double.isFinite(number) -> number;
        default ->
            throw new MalformedException(
                "'" + node.getValue() + "' has no form in JSON", node.getStartMark());
      };
    }
  }
}
