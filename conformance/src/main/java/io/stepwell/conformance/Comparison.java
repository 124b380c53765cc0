package io.stepwell.conformance;

import io.stepwell.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Holds an outcome against what the case expects, and says what is different in lines for people.
public final class Comparison {
  private static final int SHOWN = 300;

  private final Case expected;
  private final List<String> differences = new ArrayList<>();

  private Comparison(Case expected) {
    this.expected = expected;
  }

  /// What is different; empty when the case passes.
  public static List<String> differences(Case expected, Outcome outcome) {
    Comparison comparison = new Comparison(expected);
    comparison.compare(outcome);
    return comparison.differences;
  }

  private void compare(Outcome outcome) {
    switch (expected.expectation()) {
      case Expectation.Refused(var errors) -> {
        switch (outcome) {
          case Outcome.Refused refused -> diagnostics("errors", errors, refused.errors());
          case Outcome.Ran ran ->
              differ("definition", "is refused", "is accepted and ends " + ran.status());
        }
      }
      case Expectation.Runs runs -> {
        switch (outcome) {
          case Outcome.Refused refused ->
              differ("definition", "is accepted", "is refused: " + refused.errors());
          case Outcome.Ran ran -> ran(runs, ran);
        }
      }
    }
  }

  private void ran(Expectation.Runs runs, Outcome.Ran ran) {
    if (runs.warnings() != null) {
      diagnostics("warnings", runs.warnings(), ran.warnings());
    }
    equal(
        "status",
        runs.status(),
        (ran.error() == null && ran.cause() == null) || runs.status().equals(ran.status())
            ? ran.status()
            : ran.status() + " with " + ran.error() + ": " + ran.cause());
    if (runs.output() != null) {
      if (ran.output() == null) {
        differ("output", show(runs.output().value()), "none");
      } else {
        value("output", runs.output().value(), ran.output().value());
      }
    }
    if (runs.error() != null) {
      value("error", runs.error().error(), ran.error());
      value("cause", runs.error().cause(), ran.cause());
    }
    if (runs.history() != null) {
      history(runs.history(), ran.history());
    }
    runs.calls()
        .forEach((state, times) -> equal("calls of " + state, times, ran.calls().get(state)));
    if (runs.seconds() != null) {
      equal("seconds", runs.seconds(), ran.seconds());
    }
    given(ran);
  }

  private void given(Outcome.Ran ran) {
    ran.given()
        .forEach(
            (state, inputs) -> {
              for (int i = 0; i < inputs.size(); i++) {
                Behaviour.Json given = expected.behaviour(state, i).given();
                if (given != null) {
                  value(
                      "input of task " + i + " of " + state, given.value(), inputs.get(i).value());
                }
              }
            });
  }

  private void diagnostics(
      String what, List<Expectation.Diagnostic> wanted, List<Expectation.Diagnostic> found) {
    for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
      String place = what + "[" + i + "]";
      if (i >= found.size() || i >= wanted.size()) {
        differ(
            place,
            i < wanted.size() ? wanted.get(i).toString() : "nothing",
            i < found.size() ? found.get(i).toString() : "nothing");
      } else {
        equal(place + ".code", wanted.get(i).code(), found.get(i).code());
        value(place + ".message", wanted.get(i).message(), found.get(i).message());
        value(place + ".location", wanted.get(i).location(), found.get(i).location());
      }
    }
  }

  private void history(List<Expectation.Event> wanted, List<Map<String, @Nullable Object>> found) {
    int before = differences.size();
    for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
      String line = i < found.size() ? line(found.get(i)) : "nothing";
      if (i >= wanted.size()) {
        differ("history[" + i + "]", "nothing", line);
        continue;
      }
      Expectation.Event event = wanted.get(i);
      equal("history[" + i + "]", event.id() + "←" + event.previousId() + " " + event.type(), line);
      if (i < found.size()) {
        details(event, found.get(i));
      }
    }
    if (differences.size() > before) {
      differences.add("the whole history here:");
      found.forEach(event -> differences.add("    " + asWritten(event)));
    }
  }

  private void details(Expectation.Event wanted, Map<String, @Nullable Object> found) {
    wanted
        .details()
        .forEach(
            (name, value) -> {
              String what = "event " + wanted.id() + " " + name;
              Map<?, ?> details = detailsOf(found);
              if (!details.containsKey(name)) {
                differ(what, show(value), "absent");
              } else {
                value(what, value, parsedLike(value, details.get(name)));
              }
            });
  }

  /// Data in histories is text; a case may write it as the value.
  private static @Nullable Object parsedLike(@Nullable Object wanted, @Nullable Object found) {
    boolean data = wanted instanceof Map || wanted instanceof List;
    return data && found instanceof String text ? Json.parse(text) : found;
  }

  private static Map<?, ?> detailsOf(Map<String, @Nullable Object> event) {
    for (Map.Entry<String, @Nullable Object> member : event.entrySet()) {
      if (member.getKey().endsWith("EventDetails") && member.getValue() instanceof Map<?, ?> map) {
        return map;
      }
    }
    return Map.of();
  }

  private static String line(Map<String, @Nullable Object> event) {
    return event.get("id") + "←" + event.get("previousEventId") + " " + event.get("type");
  }

  /// An event as a case file would have it.
  private static String asWritten(Map<String, @Nullable Object> event) {
    return Json.write(
        List.of(
            Objects.requireNonNull(event.get("id")),
            Objects.requireNonNull(event.get("previousEventId")),
            Objects.requireNonNull(event.get("type")),
            detailsOf(event)));
  }

  /// Compares JSON values member by member, so that the difference is named by its place.
  private void value(String place, @Nullable Object wanted, @Nullable Object found) {
    if (wanted instanceof String text && Wildcard.is(text)) {
      if (!Wildcard.matches(text, found)) {
        differ(place, text, show(found));
      }
    } else if (wanted instanceof Map<?, ?> object && found instanceof Map<?, ?> other) {
      object.forEach(
          (name, member) -> {
            if (other.containsKey(name)) {
              value(place + "." + name, member, other.get(name));
            } else {
              differ(place + "." + name, show(member), "absent");
            }
          });
      other.forEach(
          (name, member) -> {
            if (!object.containsKey(name)) {
              differ(place + "." + name, "absent", show(member));
            }
          });
    } else if (wanted instanceof List<?> list
        && found instanceof List<?> other
        && list.size() == other.size()) {
      for (int i = 0; i < list.size(); i++) {
        value(place + "[" + i + "]", list.get(i), other.get(i));
      }
    } else if (!Json.write(wanted).equals(Json.write(found))) {
      differ(place, show(wanted), show(found));
    }
  }

  private void equal(String place, Object wanted, @Nullable Object found) {
    if (!wanted.equals(found)) {
      differ(place, String.valueOf(wanted), String.valueOf(found));
    }
  }

  private void differ(String place, String wanted, String found) {
    differences.add(place + ":\n    expected " + wanted + "\n    was      " + found);
  }

  private static String show(@Nullable Object value) {
    String text = Json.write(value);
    return text.length() <= SHOWN
        ? text
        : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
  }
}
