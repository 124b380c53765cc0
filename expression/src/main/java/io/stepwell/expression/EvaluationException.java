package io.stepwell.expression;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// An expression has no value: an error of the language, on its way from a recursive evaluator to
/// the state that asked. Carries no stack trace.
///
/// The cause is AWS's sentence without the prefix that names the state.
public final class EvaluationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public static final String RUNTIME = "States.Runtime";
  public static final String INTRINSIC_FAILURE = "States.IntrinsicFailure";
  public static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
  public static final String RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure";

  private final String error;
  private final @Nullable String location;

  private EvaluationException(String error, String cause, @Nullable String location) {
    super(cause, null, false, false);
    this.error = error;
    this.location = location;
  }

  /// `States.Runtime`: not catchable.
  public static EvaluationException runtime(String cause) {
    return new EvaluationException(RUNTIME, cause, null);
  }

  public static EvaluationException intrinsic(String cause) {
    return new EvaluationException(INTRINSIC_FAILURE, cause, null);
  }

  public static EvaluationException resultPath(String cause) {
    return new EvaluationException(RESULT_PATH_MATCH_FAILURE, cause, null);
  }

  /// A JSONata failure, at the field's path inside the state, such as `Output/values[0]`; null where
  /// no field is to blame.
  public static EvaluationException query(String cause, @Nullable String location) {
    return new EvaluationException(QUERY_EVALUATION_ERROR, cause, location);
  }

  /// The error name, such as `States.Runtime`.
  public String error() {
    return error;
  }

  public String causeText() {
    return String.valueOf(getMessage());
  }

  /// The field's path inside the state, for JSONata failures.
  public @Nullable String location() {
    return location;
  }
}
