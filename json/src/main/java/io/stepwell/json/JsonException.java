package io.stepwell.json;

import java.io.Serial;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/// A text is not JSON. The message is the parser's own sentence, without its source reference;
/// lines and columns count from 1.
public final class JsonException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  private JsonException(String message, int line, int column) {
    super(message, null, false, false);
    this.line = line;
    this.column = column;
  }

  static JsonException of(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return new JsonException(
        e.getOriginalMessage(), at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
  }

  static JsonException empty() {
    return new JsonException("No content to map due to end-of-input", 1, 1);
  }

  static JsonException trailing(TokenStreamLocation at) {
    return new JsonException(
        "Trailing text after the JSON value", at.getLineNr(), at.getColumnNr());
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
