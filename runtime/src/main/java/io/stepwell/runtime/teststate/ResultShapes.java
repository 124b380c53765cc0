package io.stepwell.runtime.teststate;

import io.stepwell.asl.plan.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What services answer, as far as mocks are held against it: for the actions that state machines
/// use most. What is not here is not checked.
///
/// The table `results.shapes` is made of AWS's models; `optimized.shapes` says where an optimized
/// integration answers otherwise than the action of its name. A line is `NAME = Member TYPE LIMITS;
/// …`: an action, or a structure that answers refer to, below the line `@SERVICE`. `!` marks a member
/// that is always there. A type is `string`, `time`, `number`, `boolean`, `any`, a structure,
/// `[TYPE]` or `{TYPE}` for a map. Limits are `1..256`, of a length or a value, and `A|B` for a text
/// that is one of these.
final class ResultShapes {
  private static final ResultShapes TABLE = new ResultShapes();

  private final Map<String, String> structures = new HashMap<>();
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
    read("results.shapes");
    read("optimized.shapes");
  }

  private void read(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ResultShapes.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      String service = "";
      for (String line : reader.lines().toList()) {
        int equals = line.indexOf(" =");
        int arrow = line.indexOf(" -> ");
        if (line.startsWith("@")) {
          service = line.substring(1) + ":";
        } else if (arrow > 0) {
          aliases.put(line.substring(0, arrow), line.substring(arrow + 4));
        } else if (!line.startsWith("#")) {
          structures.put(service + line.substring(0, equals), line.substring(equals + 2));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Holds a mocked result against what the action answers.
  ///
  /// @param complete whether members that are always there must be
  /// @throws io.stepwell.runtime.CallerException the first difference
  static void check(Resource.Integration integration, @Nullable Object result, boolean complete) {
    String name = find(integration.type(), integration.action());
    if (TABLE.structures.containsKey(name)) {
      String service = name.substring(0, name.indexOf(':') + 1);
      TABLE.new Check(service, complete).structure("result", name, result);
    }
  }

  /// An optimized integration answers like the SDK's, unless it is said to answer otherwise.
  private static String find(String type, String action) {
    String prefix = "aws-sdk:";
    if (type.startsWith(prefix)) {
      return type.substring(prefix.length()) + ":" + action;
    }
    String name = type + ":" + action;
    return TABLE.aliases.getOrDefault(name, name);
  }

  private List<Member> members(String name) {
    return Arrays.stream(Objects.requireNonNull(structures.get(name), name).split(";"))
        .filter(member -> !member.isBlank())
        .map(Member::parse)
        .toList();
  }

  /// One result, held against the structures of one service.
  private final class Check {
    private final String service;
    private final boolean complete;

    Check(String service, boolean complete) {
      this.service = service;
      this.complete = complete;
    }

    void structure(String field, String shape, @Nullable Object value) {
      if (!(value instanceof Map<?, ?> members)) {
        throw refuse("Field '" + field + "' must be an object");
      }
      for (Member member : members(shape)) {
        Object part = members.get(member.name());
        if (part != null) {
          value(member, member.type(), part);
        } else if (member.required() && complete) {
          throw refuse("Required field '" + member.name() + "' is missing");
        }
      }
    }

    private void value(Member member, String type, @Nullable Object value) {
      String name = member.name();
      switch (type) {
        case "any" -> {}
        case "string", "time" ->
            text(member, (String) require(value instanceof String, value, name, "a string"));
        case "number" ->
            range(member, (Number) require(value instanceof Number, value, name, "a number"));
        case "boolean" -> require(value instanceof Boolean, value, name, "a boolean");
        default -> compound(member, type, value);
      }
    }

    private void compound(Member member, String type, @Nullable Object value) {
      if (type.startsWith("[")) {
        Object list = require(value instanceof List, value, member.name(), "an array");
        ((List<?>) list).forEach(item -> value(member, inner(type), item));
      } else if (type.startsWith("{")) {
        Object map = require(value instanceof Map, value, member.name(), "an object");
        ((Map<?, ?>) map).values().forEach(item -> value(member, inner(type), item));
      } else {
        structure(member.name(), service + type, value);
      }
    }
  }

  private static String inner(String type) {
    return type.substring(1, type.length() - 1);
  }

  private static Object require(boolean fits, @Nullable Object value, String field, String what) {
    if (!fits || value == null) {
      throw refuse("Field '" + field + "' must be " + what);
    }
    return value;
  }

  private static void text(Member member, String text) {
    if (member.min() != null && text.length() < member.min()) {
      throw refuse("Field '" + member.name() + "' is smaller than the minimum length");
    }
    if (member.max() != null && text.length() > member.max()) {
      throw refuse("Field '" + member.name() + "' exceeds the maximum length");
    }
    if (!member.values().isEmpty() && !member.values().contains(text)) {
      throw refuse("Field '" + member.name() + "' is not an expected value");
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
