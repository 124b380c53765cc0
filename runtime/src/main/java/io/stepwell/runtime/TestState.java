package io.stepwell.runtime;

import org.jspecify.annotations.Nullable;

/// A request to run one state by itself (TestState), as the caller wrote it. All data is JSON text.
///
/// @param definition a state; or a whole machine, of which `stateName` names one, however deep
/// @param roleArn needed for a Task that is not mocked
/// @param input null for `{}`
/// @param variables a JSON object: what is visible when the state begins
/// @param context the context object; only with a mock
/// @param revealSecrets whether an HTTP task's secrets are shown
public record TestState(
    String definition,
    @Nullable String stateName,
    @Nullable String roleArn,
    @Nullable String input,
    @Nullable String variables,
    @Nullable String context,
    Level level,
    boolean revealSecrets,
    @Nullable Mock mock,
    Configuration configuration) {

  /// How much of the state's data flow is shown.
  public enum Level {
    INFO,
    DEBUG,
    TRACE
  }

  /// How a mocked result is held against the model of the service.
  public enum ValidationMode {
    STRICT,
    PRESENT,
    NONE
  }

  /// What stands in for the work of a Task, Map or Parallel.
  ///
  /// @param error the name of `errorOutput`, with `cause`; `failure` tells whether there is one
  public record Mock(
      @Nullable String result,
      boolean failure,
      @Nullable String error,
      @Nullable String cause,
      ValidationMode mode) {}

  /// The situation of a mocked state.
  ///
  /// @param retrierRetryCount how often the retrier that names the error has been used
  /// @param errorCausedByState the state inside a Map or Parallel that is said to have failed
  /// @param mapIterationFailureCount how many iterations are said to have failed
  /// @param mapItemReaderData what ItemReader has read, in its original form
  public record Configuration(
      @Nullable Integer retrierRetryCount,
      @Nullable String errorCausedByState,
      @Nullable Integer mapIterationFailureCount,
      @Nullable String mapItemReaderData) {}
}
