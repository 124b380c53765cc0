package io.stepwell.engine.step;

import java.io.Serial;

/// The next event would be the last one that a history can hold, and it is not the execution's end.
public final class HistoryFullException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  HistoryFullException() {
    super("history full", null, false, false);
  }
}
