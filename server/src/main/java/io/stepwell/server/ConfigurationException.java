package io.stepwell.server;

import java.io.Serial;

/// A setting that cannot be used. The message names the value, where it was set, and what would be
/// right.
public final class ConfigurationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message, null, false, false);
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
