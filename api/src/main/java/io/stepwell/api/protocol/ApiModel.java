package io.stepwell.api.protocol;

import io.stepwell.api.protocol.Shape.Member;
import io.stepwell.api.protocol.Shape.Range;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The operations of the Step Functions API and the shapes of their requests, read from the table
/// `states.api`, which `build/ApiTable.java` condenses from AWS's own model.
///
/// A line at the margin names an operation; an indented one is a member: its path (`!` where it is
/// required, `[]` for the items of a list), its type, and its limits.
final class ApiModel {
  private final Map<String, Shape.Structure> requests = new HashMap<>();

  private ApiModel() {}

  static ApiModel load() {
    ApiModel model = new ApiModel();
    Deque<Line> lines = new ArrayDeque<>(read());
    while (!lines.isEmpty()) {
      String operation = lines.remove().path();
      model.requests.put(operation, structure("  ", lines));
    }
    return model;
  }

  /// The shape of an operation's request; null when AWS has no such operation.
  Shape.@Nullable Structure request(String operation) {
    return requests.get(operation);
  }

  /// @param path indented unless it names an operation
  /// @param traits the type, then the limits
  private record Line(String path, boolean required, List<String> traits) {
    static Line parse(String text) {
      int indent = text.startsWith("  ") ? 2 : 0;
      String[] words = text.substring(indent).split(" ", -1);
      boolean required = words[0].endsWith("!");
      String path = required ? words[0].substring(0, words[0].length() - 1) : words[0];
      return new Line(" ".repeat(indent) + path, required, List.of(words).subList(1, words.length));
    }

    /// What follows the trait's name, such as `a,b` of `enum:a,b`.
    @Nullable String trait(String prefix) {
      return traits.stream()
          .filter(trait -> trait.startsWith(prefix))
          .findFirst()
          .map(trait -> trait.substring(prefix.length()))
          .orElse(null);
    }

    Range range() {
      for (String trait : traits) {
        int dots = trait.indexOf("..");
        if (dots >= 0 && trait.indexOf(':') < 0) {
          String min = trait.substring(0, dots);
          String max = trait.substring(dots + 2);
          return new Range(
              min.isEmpty() ? Range.ANY.min() : Long.parseLong(min),
              max.isEmpty() ? Range.ANY.max() : Long.parseLong(max));
        }
      }
      return Range.ANY;
    }
  }

  private static List<Line> read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ApiModel.class.getResourceAsStream("states.api")),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).map(Line::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Shape.Structure structure(String prefix, Deque<Line> lines) {
    Map<String, Member> members = new LinkedHashMap<>();
    for (Line line = lines.peek();
        line != null && line.path().startsWith(prefix);
        line = lines.peek()) {
      lines.remove();
      String name = line.path().substring(prefix.length());
      members.put(name, new Member(name, shape(line, lines), line.required()));
    }
    return new Shape.Structure(members);
  }

  private static Shape shape(Line line, Deque<Line> lines) {
    return switch (line.traits().getFirst()) {
      case "structure" -> structure(line.path() + ".", lines);
      case "list" -> new Shape.Items(shape(lines.remove(), lines), line.range());
      case "string" -> text(line);
      case "integer", "long" -> new Shape.Whole(line.range());
      case "float" -> new Shape.Real(line.range());
      case "boolean" -> new Shape.Flag();
      default -> throw new IllegalStateException("states.api: " + line);
    };
  }

  private static Shape.Text text(Line line) {
    String values = line.trait("enum:");
    String pattern = line.trait("pattern:");
    return new Shape.Text(
        line.range(),
        line.traits().contains("sensitive"),
        values == null ? List.of() : List.of(values.split(",", -1)),
        pattern == null ? null : Pattern.compile(pattern));
  }
}
