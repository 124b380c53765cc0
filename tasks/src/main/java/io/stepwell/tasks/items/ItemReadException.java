package io.stepwell.tasks.items;

import java.io.Serial;

/// Items can't be read. The message is the cause of `States.ItemReaderFailed`.
public final class ItemReadException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public ItemReadException(String message) {
    super(message);
  }

  public ItemReadException(String message, Throwable cause) {
    super(message, cause);
  }
}
