package io.stepwell.api.protocol;

import io.stepwell.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The table `states.api`, read line by line and apart from the code under test: what it says of
/// every member, and how a request is put together that is right but for one of them.
final class ModelTable {
  private static final long PAYLOAD = 262_144;

  /// One line of the table.
  ///
  /// @param path such as `tags[].key`
  record Member(String path, boolean required, List<String> traits) {
    String type() {
      return traits.getFirst();
    }

    boolean sensitive() {
      return traits.contains("sensitive");
    }

    /// Whether its length is counted in bytes.
    boolean payload() {
      return type().equals("string") && max() >= PAYLOAD;
    }

    long min() {
      return bound(0, Long.MIN_VALUE);
    }

    long max() {
      return bound(1, Long.MAX_VALUE);
    }

    private long bound(int which, long otherwise) {
      for (String trait : traits) {
        if (trait.matches("\\d*\\.\\.\\d*")) {
          String text = trait.split("\\.\\.", -1)[which];
          return text.isEmpty() ? otherwise : Long.parseLong(text);
        }
      }
      return otherwise;
    }

    List<String> values() {
      return List.of(after("enum:").isEmpty() ? new String[0] : after("enum:").split(","));
    }

    String pattern() {
      return after("pattern:");
    }

    private String after(String prefix) {
      return traits.stream()
          .filter(trait -> trait.startsWith(prefix))
          .map(trait -> trait.substring(prefix.length()))
          .findFirst()
          .orElse("");
    }

    /// As AWS's messages name it.
    String shownPath() {
      return path.replace("[]", ".1.member");
    }

    /// A value that is right, and as short or small as can be.
    Object smallest() {
      return switch (type()) {
        case "string" ->
            values().isEmpty() ? "a".repeat((int) Math.max(min(), 1)) : values().getFirst();
        case "boolean" -> true;
        case "structure" -> new LinkedHashMap<String, Object>();
        case "list" -> new ArrayList<Object>();
        default -> Math.max(min(), 0);
      };
    }
  }

  private final Map<String, List<Member>> operations = new TreeMap<>();

  static ModelTable read() {
    ModelTable table = new ModelTable();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ApiModel.class.getResourceAsStream("states.api")),
                StandardCharsets.UTF_8))) {
      List<Member> members = new ArrayList<>();
      for (String line : reader.lines().filter(text -> !text.startsWith("#")).toList()) {
        if (line.startsWith("  ")) {
          String[] words = line.substring(2).split(" ");
          boolean required = words[0].endsWith("!");
          members.add(
              new Member(
                  words[0].replace("!", ""), required, List.of(words).subList(1, words.length)));
        } else {
          members = new ArrayList<>();
          table.operations.put(line, members);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  Set<String> operations() {
    return operations.keySet();
  }

  List<Member> members(String operation) {
    return Objects.requireNonNull(operations.get(operation));
  }

  /// A request with all that is required and one member as given.
  String request(String operation, String path, Object value) {
    Map<String, Object> request = smallest(operation, "");
    put(operation, request, "", path, value);
    return Json.write(request);
  }

  /// A request with all that is required but one member.
  String requestWithout(String operation, String path) {
    Map<String, Object> request = smallest(operation, "");
    int dot = path.lastIndexOf('.');
    Map<?, ?> parent =
        dot < 0
            ? request
            : (Map<?, ?>) put(operation, request, "", path.substring(0, dot), new Object());
    parent.remove(path.substring(dot + 1));
    return Json.write(request);
  }

  /// Puts a value where the path says, and what is required around it. `new Object()` stands for
  /// the smallest value; returns what is there.
  private Object put(
      String operation, Map<String, Object> parent, String at, String path, Object value) {
    int end = path.indexOf('.');
    String step = end < 0 ? path : path.substring(0, end);
    String name = step.replace("[]", "");
    boolean last = end < 0;
    boolean item = step.endsWith("[]");
    Object put =
        last && value.getClass() != Object.class
            ? value
            : item ? smallest(operation, at + step + ".") : smallestAt(operation, at + step);
    if (last && item && value.getClass() == Object.class) {
      put = smallest(operation, at + step + ".");
    }
    parent.put(name, item ? new ArrayList<>(List.of(put)) : put);
    if (last) {
      return put;
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> inner = (Map<String, Object>) put;
    return put(operation, inner, at + step + ".", path.substring(end + 1), value);
  }

  private Object smallestAt(String operation, String path) {
    Member member =
        members(operation).stream()
            .filter(one -> one.path().equals(path))
            .findFirst()
            .orElseThrow();
    return switch (member.type()) {
      case "structure" -> smallest(operation, path + ".");
      case "list" -> listOf(operation, member, Math.max(member.min(), 0));
      default -> member.smallest();
    };
  }

  /// A list of so many of the smallest items.
  List<Object> listOf(String operation, Member list, long size) {
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      items.add(smallestAt(operation, list.path() + "[]"));
    }
    return items;
  }

  /// What is required in the structure whose members have this prefix.
  private Map<String, Object> smallest(String operation, String prefix) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Member member : members(operation)) {
      boolean here =
          member.path().startsWith(prefix)
              && member.path().indexOf('.', prefix.length()) < 0
              && !member.path().endsWith("[]");
      if (here && member.required()) {
        all.put(member.path().substring(prefix.length()), smallestAt(operation, member.path()));
      }
    }
    return all;
  }
}
