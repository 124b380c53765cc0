package io.stepwell.runtime.teststate;

import io.stepwell.asl.plan.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What services answer, as far as mocks are held against it: the table `results.shapes` has the
/// actions that state machines use most. What is not in it is not checked.
///
/// A line is `NAME = Member TYPE LIMITS; …`. The name is an action (`sqs:sendMessage`), or a shape
/// that others refer to. `!` marks a member that is always there. A type is `string`, `time`,
/// `number`, `boolean`, `any`, a shape, `[TYPE]` or `{TYPE}` for a map. Limits are `1..256`, of a
/// length or a value, and `A|B` for a text that is one of these. `NAME -> ACTION` makes an action
/// answer like another: that is what polls for the end of a `.sync` task.
final class ResultShapes {
  private static final ResultShapes TABLE = new ResultShapes();

  private final Map<String, List<Member>> structures = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();

  private record Member(
      String name,
      boolean required,
      String type,
      @Nullable Long min,
      @Nullable Long max,
      List<String> values) {
    static Member parse(String text) {
      String[] words = text.strip().split(" +");
      boolean required = words[0].endsWith("!");
      String name = required ? words[0].substring(0, words[0].length() - 1) : words[0];
      String limits = words.length > 2 ? words[2] : "";
      int dots = limits.indexOf("..");
      return new Member(
          name,
          required,
          words[1],
          dots <= 0 ? null : Long.valueOf(limits.substring(0, dots)),
          dots < 0 || dots + 2 == limits.length() ? null : Long.valueOf(limits.substring(dots + 2)),
          dots >= 0 || limits.isEmpty() ? List.of() : List.of(limits.split("\\|")));
    }
  }

  private ResultShapes() {
    for (String line : read()) {
      int arrow = line.indexOf(" -> ");
      if (arrow > 0) {
        aliases.put(line.substring(0, arrow), line.substring(arrow + 4).strip());
      } else {
        int equals = line.indexOf(" = ");
        structures.put(
            line.substring(0, equals),
            Arrays.stream(line.substring(equals + 3).split(";")).map(Member::parse).toList());
      }
    }
  }

  private static List<String> read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ResultShapes.class.getResourceAsStream("results.shapes")),
                StandardCharsets.UTF_8))) {
      List<String> lines = new ArrayList<>();
      for (String line : reader.lines().toList()) {
        if (line.startsWith("  ")) {
          lines.set(lines.size() - 1, lines.getLast() + line);
        } else if (!line.isBlank() && !line.startsWith("#")) {
          lines.add(line);
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Holds a mocked result against what the action answers.
  ///
  /// @param complete whether members that are always there must be
  /// @throws io.stepwell.runtime.CallerException the first difference
  static void check(Resource.Integration integration, @Nullable Object result, boolean complete) {
    List<Member> shape = TABLE.find(integration.type(), integration.action());
    if (shape != null) {
      TABLE.structure("result", shape, result, complete);
    }
  }

  /// An optimized integration answers like the SDK's, unless it has a line of its own.
  private @Nullable List<Member> find(String type, String action) {
    String name = type + ":" + action;
    if (!structures.containsKey(name) && !aliases.containsKey(name)) {
      name = type.replace("aws-sdk:", "") + ":" + action;
    }
    return structures.get(aliases.getOrDefault(name, name));
  }

  private void structure(
      String name, List<Member> shape, @Nullable Object value, boolean complete) {
    if (!(value instanceof Map<?, ?> members)) {
      throw refuse("Field '" + name + "' must be an object");
    }
    for (Member member : shape) {
      Object part = members.get(member.name());
      if (part != null) {
        value(member, member.type(), part, complete);
      } else if (member.required() && complete) {
        throw refuse("Required field '" + member.name() + "' is missing");
      }
    }
  }

  private void value(Member member, String type, @Nullable Object value, boolean complete) {
    String name = member.name();
    switch (type) {
      case "any" -> {}
      case "string", "time" -> {
        String text = (String) require(value instanceof String, value, name, "a string");
        size(member, text.length());
        if (!member.values().isEmpty() && !member.values().contains(text)) {
          throw refuse("Field '" + name + "' is not an expected value");
        }
      }
      case "number" ->
          range(member, (Number) require(value instanceof Number, value, name, "a number"));
      case "boolean" -> require(value instanceof Boolean, value, name, "a boolean");
      default -> compound(member, type, value, complete);
    }
  }

  private void compound(Member member, String type, @Nullable Object value, boolean complete) {
    if (type.startsWith("[")) {
      require(value instanceof List, value, member.name(), "an array");
      for (Object item : (List<?>) Objects.requireNonNull(value)) {
        value(member, inner(type), item, complete);
      }
    } else if (type.startsWith("{")) {
      require(value instanceof Map, value, member.name(), "an object");
      for (Object item : ((Map<?, ?>) Objects.requireNonNull(value)).values()) {
        value(member, inner(type), item, complete);
      }
    } else {
      structure(member.name(), shape(type), value, complete);
    }
  }

  private static String inner(String type) {
    return type.substring(1, type.length() - 1);
  }

  private List<Member> shape(String name) {
    return Objects.requireNonNull(structures.get(name), name);
  }

  private static Object require(boolean fits, @Nullable Object value, String field, String what) {
    if (!fits || value == null) {
      throw refuse("Field '" + field + "' must be " + what);
    }
    return value;
  }

  private static void size(Member member, int length) {
    if (member.min() != null && length < member.min()) {
      throw refuse("Field '" + member.name() + "' is smaller than the minimum length");
    }
    if (member.max() != null && length > member.max()) {
      throw refuse("Field '" + member.name() + "' exceeds the maximum length");
    }
  }

  private static void range(Member member, Number value) {
    if (member.min() != null && value.doubleValue() < member.min()) {
      throw refuse("Field '" + member.name() + "' is less than the minimum value");
    }
    if (member.max() != null && value.doubleValue() > member.max()) {
      throw refuse("Field '" + member.name() + "' exceeds the maximum value");
    }
  }

  private static RuntimeException refuse(String what) {
    return Refusals.validation("Mock result schema validation error: " + what);
  }
}
