package io.stepwell.runtime.teststate;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;

/// The refusals of TestState, in AWS's words where they are known.
final class Refusals {
  private Refusals() {}

  static CallerException validation(String message) {
    return new CallerException(ErrorCode.VALIDATION, message);
  }

  static CallerException definition(String message) {
    return new CallerException(ErrorCode.INVALID_DEFINITION, message);
  }

  static CallerException context(String what) {
    return validation("Invalid Context object provided: " + what);
  }
}
