package io.stepwell.cli.render;

import io.stepwell.asl.parse.StateType;

/// What a vertex of a chart stands for, and how it looks.
///
/// An icon is an SVG path in a square of 16, drawn as a line.
enum Kind {
  START("start", ""),
  END("end", ""),
  TASK("task", "M9 1.5 3.5 9H8L7 14.5 12.5 7H8Z"),
  PASS("pass", "M2 8H13.5M9.5 4 13.5 8 9.5 12"),
  CHOICE("choice", "M8 1.5 14.5 8 8 14.5 1.5 8Z"),
  WAIT("wait", "M8 1.8A6.2 6.2 0 1 1 8 14.2 6.2 6.2 0 1 1 8 1.8ZM8 4.6V8L10.4 9.8"),
  SUCCEED("succeed", "M2.5 8.5 6.5 12.5 13.5 4"),
  FAIL("fail", "M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5"),
  PARALLEL("parallel", "M8 1.5V5M3 11V8Q3 5 8 5T13 8V11M8 5V14.5M3 11V14.5M13 11V14.5"),
  MAP("map", "M2 5H11V14H2ZM5 5V2H14V11H11"),

  /// A state that is named but not there, or whose type is not known.
  UNKNOWN("unknown", "M5 5.5Q5 2.5 8 2.5T11 5.5Q11 7.5 8 8.5V10M8 12.8V13.2");

  private final String style;
  private final String icon;

  Kind(String style, String icon) {
    this.style = style;
    this.icon = icon;
  }

  /// The name of its class in a style sheet.
  String style() {
    return style;
  }

  String icon() {
    return icon;
  }

  static Kind of(StateType type) {
    return switch (type) {
      case TASK -> TASK;
      case WAIT -> WAIT;
      case PASS -> PASS;
      case SUCCEED -> SUCCEED;
      case FAIL -> FAIL;
      case CHOICE -> CHOICE;
      case PARALLEL -> PARALLEL;
      case MAP -> MAP;
    };
  }
}
