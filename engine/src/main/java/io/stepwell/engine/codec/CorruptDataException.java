package io.stepwell.engine.codec;

import java.io.Serial;

/// Stored bytes are not what was written: a checksum, a version or a number does not fit. Takes that
/// one execution out of service.
public final class CorruptDataException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public CorruptDataException(String message) {
    super(message);
  }
}
