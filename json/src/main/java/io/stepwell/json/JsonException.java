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
  private final boolean tooDeep;

  private JsonException(String message, int line, int column, boolean tooDeep) {
    super(message, null, false, false);
    this.line = line;
    this.column = column;
    this.tooDeep = tooDeep;
  }

  private JsonException(String message, int line, int column) {
    this(message, line, column, false);
  }

  static JsonException of(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return new JsonException(
        e.getOriginalMessage(), at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
  }

  /// @param end how far the parser came: where AWS places an unknown token
  static JsonException of(JacksonException e, TokenStreamLocation end) {
    return e.getOriginalMessage().startsWith("Unrecognized token")
        ? new JsonException(e.getOriginalMessage(), end.getLineNr(), end.getColumnNr())
        : of(e);
  }

  static JsonException empty() {
    return new JsonException("No content to map due to end-of-input", 1, 1);
  }

  static JsonException trailing(TokenStreamLocation at) {
    return new JsonException(
        "Trailing text after the JSON value", at.getLineNr(), at.getColumnNr());
  }

  static JsonException tooDeep(TokenStreamLocation at) {
    return new JsonException(
        "Objects and arrays are nested more than " + Json.MAX_DEPTH + " deep",
        at.getLineNr(),
        at.getColumnNr(),
        true);
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  /// Whether the text may be JSON but is nested more deeply than [Json#MAX_DEPTH].
  public boolean isTooDeep() {
    return tooDeep;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
