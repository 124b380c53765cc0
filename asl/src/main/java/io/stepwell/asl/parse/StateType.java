package io.stepwell.asl.parse;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The eight values of a state's `Type`, in the order in which AWS lists them.
public enum StateType {
  TASK("Task"),
  WAIT("Wait"),
  PASS("Pass"),
  SUCCEED("Succeed"),
  FAIL("Fail"),
  CHOICE("Choice"),
  PARALLEL("Parallel"),
  MAP("Map");

  private final String text;

  StateType(String text) {
    this.text = text;
  }

  /// As written in definitions.
  public String text() {
    return text;
  }

  public static Optional<StateType> of(@Nullable String text) {
    return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
  }
}
