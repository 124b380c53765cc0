package io.stepwell.tasks.http;

/// A value that must not be seen: only [#reveal] gives it away.
public final class Secret {
  static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
