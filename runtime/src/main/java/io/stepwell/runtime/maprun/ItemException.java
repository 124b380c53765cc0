package io.stepwell.runtime.maprun;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.tasks.items.ItemReadException;
import java.io.Serial;

/// The items of a map run can't be read: on its way to the run, which fails with it.
public final class ItemException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient ErrorOutput error;

  public ItemException(ErrorOutput error) {
    super(error.cause(), null, false, false);
    this.error = error;
  }

  static ItemException ofReader(ItemReadException e) {
    return new ItemException(new ErrorOutput("States.ItemReaderFailed", e.getMessage()));
  }

  public ErrorOutput error() {
    return error;
  }
}
