package io.stepwell.conformance;

import io.stepwell.conformance.Behaviour.End;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads cases from their files. A member that the format does not know is an error, so that a typing
/// mistake never makes a case weaker.
public final class CaseReader {
  private CaseReader() {}

  /// All cases below a folder, by topic and name.
  public static List<Case> all(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(CaseReader::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One case; its folder is the topic.
  public static Case read(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
    Path parent = file.getParent();
    String topic = parent == null ? "" : String.valueOf(parent.getFileName());
    try {
      return parse(topic, name, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonException | IllegalArgumentException | ClassCastException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  static Case parse(String topic, String name, String text) {
    Members all = new Members("the case", Json.parse(text));
    Case read =
        new Case(
            topic,
            name,
            all.text("title"),
            all.optionalText("differs"),
            definition(all.required("definition")),
            Repeats.expand(all.optional("input", Map.of())),
            texts(all.optional("activities", List.of())),
            tasks(all.optional("tasks", Map.of())),
            stop(all.optional("stop", null)),
            expectation(all));
    all.done();
    return read;
  }

  /// A definition is given as an object, or as text where the text itself matters.
  private static String definition(@Nullable Object value) {
    return value instanceof String text ? text : Json.write(value);
  }

  private static Map<String, List<Behaviour>> tasks(@Nullable Object value) {
    Map<String, List<Behaviour>> tasks = new LinkedHashMap<>();
    new Members("tasks", value)
        .forEach(
            (state, behaviours) -> {
              List<Behaviour> all = new ArrayList<>();
              for (Object each : list("tasks of " + state, behaviours)) {
                all.add(behaviour(new Members("a task of " + state, each)));
              }
              tasks.put(state, List.copyOf(all));
            });
    return tasks;
  }

  private static Behaviour behaviour(Members task) {
    Behaviour behaviour =
        new Behaviour(
            task.has("given")
                ? new Behaviour.Json(Repeats.expand(task.optional("given", null)))
                : null,
            end(task),
            task.number("after", 0),
            new Behaviour.Json(Repeats.expand(task.optional("submits", Map.of()))),
            task.optionalText("worker"),
            task.number("claimedAfter", 0),
            numbers(task.optional("heartbeats", List.of())));
    task.done();
    return behaviour;
  }

  private static End end(Members task) {
    if (task.has("returns")) {
      return new End.Returns(Repeats.expand(task.optional("returns", null)));
    }
    if (task.has("fails")) {
      Members failure = new Members("fails", task.optional("fails", null));
      End end = new End.Fails(failure.optionalText("error"), failure.optionalText("cause"));
      failure.done();
      return end;
    }
    if (Boolean.TRUE.equals(task.optional("silent", false))) {
      return new End.Silent();
    }
    throw new IllegalArgumentException(
        "a task needs one of 'returns', 'fails' and 'silent': " + task);
  }

  private static Case.@Nullable Stop stop(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    Members stop = new Members("stop", value);
    Case.Stop read =
        new Case.Stop(
            stop.number("after", 0), stop.optionalText("error"), stop.optionalText("cause"));
    stop.done();
    return read;
  }

  private static Expectation expectation(Members all) {
    if (all.has("refused")) {
      return new Expectation.Refused(diagnostics(all.optional("refused", null)));
    }
    Members expect = new Members("expect", all.required("expect"));
    boolean failure = expect.has("error") || expect.has("cause");
    Expectation.Runs runs =
        new Expectation.Runs(
            expect.has("warnings") ? diagnostics(expect.optional("warnings", null)) : null,
            expect.text("status"),
            expect.has("output")
                ? new Behaviour.Json(Repeats.expand(expect.optional("output", null)))
                : null,
            failure
                ? new Expectation.Failure(
                    expect.optionalText("error"), expect.optionalText("cause"))
                : null,
            expect.has("history") ? events(expect.optional("history", null)) : null,
            calls(expect.optional("calls", Map.of())),
            expect.has("seconds") ? expect.number("seconds", 0) : null);
    expect.done();
    return runs;
  }

  private static List<Expectation.Diagnostic> diagnostics(@Nullable Object value) {
    List<Expectation.Diagnostic> diagnostics = new ArrayList<>();
    for (Object each : list("diagnostics", value)) {
      Members members = new Members("a diagnostic", each);
      diagnostics.add(
          new Expectation.Diagnostic(
              members.text("code"), members.text("message"), members.optionalText("location")));
      members.done();
    }
    return List.copyOf(diagnostics);
  }

  /// `[id, previousEventId, type]`, and details that the event must have as a fourth item.
  private static List<Expectation.Event> events(@Nullable Object value) {
    List<Expectation.Event> events = new ArrayList<>();
    for (Object each : list("history", value)) {
      List<@Nullable Object> parts = list("an event", each);
      if (parts.size() < 3 || parts.size() > 4) {
        throw new IllegalArgumentException(
            "an event is [id, previousEventId, type] or [id, previousEventId, type, details]: "
                + Json.write(each));
      }
      Map<String, @Nullable Object> details = new LinkedHashMap<>();
      if (parts.size() == 4) {
        new Members("details", parts.get(3)).forEach(details::put);
      }
      events.add(
          new Expectation.Event(
              number(parts.get(0)).longValue(),
              number(parts.get(1)).longValue(),
              String.valueOf(parts.get(2)),
              details));
    }
    return List.copyOf(events);
  }

  private static Map<String, List<Double>> calls(@Nullable Object value) {
    Map<String, List<Double>> calls = new LinkedHashMap<>();
    new Members("calls", value).forEach((state, times) -> calls.put(state, numbers(times)));
    return calls;
  }

  private static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    for (Object each : list("a list of texts", value)) {
      texts.add(String.valueOf(each));
    }
    return List.copyOf(texts);
  }

  private static List<Double> numbers(@Nullable Object value) {
    List<Double> numbers = new ArrayList<>();
    for (Object each : list("a list of numbers", value)) {
      numbers.add(number(each).doubleValue());
    }
    return List.copyOf(numbers);
  }

  private static Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("not a number: " + Json.write(value));
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> list(String what, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return (List<@Nullable Object>) list;
    }
    throw new IllegalArgumentException(what + " has to be an array: " + Json.write(value));
  }
}
