package io.stepwell.asl.validate;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong, or looks wrong, in a definition.
///
/// @param message AWS's sentence where AWS has one
/// @param location AWS's path, such as `/States/A/Next`; null where AWS names none
/// @param line where in the text, from 1
/// @param column from 1
public record Finding(
    Severity severity, Code code, String message, @Nullable String location, int line, int column) {

  /// Only errors keep a definition from being accepted.
  public enum Severity {
    ERROR,
    WARNING
  }

  /// AWS's names (ValidateStateMachineDefinitionDiagnostic).
  public enum Code {
    INVALID_JSON_DESCRIPTION,
    MISSING_DESCRIPTION,
    TOO_DEEPLY_NESTED,
    SCHEMA_VALIDATION_FAILED,
    INVALID_STATE_NAME,
    DUPLICATE_STATE_NAME,
    INVALID_LABEL_NAME,
    DUPLICATE_LABEL_NAME,
    INVALID_VARIABLE_NAME,
    RESERVED_VARIABLE_NAME,
    MISSING_TRANSITION_TARGET,
    MISSING_END_STATE,
    INVALID_JSONATA_EXPRESSION,
    UNSUPPORTED_JSONATA_EXPRESSION,
    NO_DOLLAR,
    NO_PATH,
    PASS_RESULT_IS_STATIC
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// The message of AWS's InvalidDefinition: all errors in order, warnings left out. Where AWS names
  /// no place it says "at null".
  public static String refusal(List<Finding> findings) {
    return findings.stream()
        .filter(Finding::isError)
        .map(Finding::inRefusal)
        .collect(Collectors.joining(", ", "Invalid State Machine Definition: '", "'"));
  }

  private String inRefusal() {
    return code + ": " + message + " at " + location;
  }
}
