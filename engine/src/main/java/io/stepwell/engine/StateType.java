package io.stepwell.engine;

/// The types of states, as events name them. The order is part of the stored format.
public enum StateType {
  TASK("Task"),
  PASS("Pass"),
  CHOICE("Choice"),
  WAIT("Wait"),
  SUCCEED("Succeed"),
  FAIL("Fail"),
  PARALLEL("Parallel"),
  MAP("Map");

  private final String text;

  StateType(String text) {
    this.text = text;
  }

  /// As in definitions and event names.
  public String text() {
    return text;
  }
}
