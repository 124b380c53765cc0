package io.stepwell.conformance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One case: a machine, what its tasks do, and what has to come of it. `conformance/README.md`
/// describes the JSON form.
///
/// @param topic the folder
/// @param name the file without its ending
/// @param title a sentence: what this case shows
/// @param differs how and why the expectation is not AWS's; null when it is
/// @param definition the text of the definition
/// @param activities ARNs of the activities that exist
/// @param tasks what tasks do, by the name of their state: the first behaviour for the first task
///     of the state, and so on; the last one stays
/// @param stop null when nobody stops the execution
public record Case(
    String topic,
    String name,
    String title,
    @Nullable String differs,
    String definition,
    @Nullable Object input,
    List<String> activities,
    Map<String, List<Behaviour>> tasks,
    @Nullable Stop stop,
    Expectation expectation) {

  /// StopExecution is called after so many seconds.
  public record Stop(double after, @Nullable String error, @Nullable String cause) {}

  /// The topic and the name, as they are told in failures.
  public String id() {
    return topic + "/" + name;
  }

  /// What the given task of a state does, counted from 0.
  public Behaviour behaviour(String state, int index) {
    List<Behaviour> all = tasks.getOrDefault(state, List.of());
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          id() + ": the case does not say what the task of state '" + state + "' does");
    }
    return all.get(Math.min(index, all.size() - 1));
  }
}
