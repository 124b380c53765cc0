package io.stepwell.engine.step;

import io.stepwell.engine.ErrorOutput;
import java.io.Serial;

/// The state that has its turn fails: on its way to [StateSteps], where it becomes an event.
final class StateFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient ErrorOutput error;
  private final boolean fatal;

  private StateFailure(ErrorOutput error, boolean fatal) {
    super(error.cause(), null, false, false);
    this.error = error;
    this.fatal = fatal;
  }

  /// Nobody may retry or catch it.
  static StateFailure fatal(ErrorOutput error) {
    return new StateFailure(error, true);
  }

  static StateFailure catchable(ErrorOutput error) {
    return new StateFailure(error, false);
  }

  ErrorOutput error() {
    return error;
  }

  boolean isFatal() {
    return fatal;
  }
}
