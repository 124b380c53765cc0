package io.stepwell.asl.plan;

import org.jspecify.annotations.Nullable;

/// Ends its container with an error (States Language, "Fail State").
///
/// @param error `Error` or `ErrorPath`, or null
/// @param cause `Cause` or `CausePath`, or null. By path here also means by intrinsic call: the
///     setting is then `ByExpression` in either language
public record FailState(
    String name, QueryLanguage language, @Nullable Setting error, @Nullable Setting cause)
    implements State {}
