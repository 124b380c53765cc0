package io.stepwell.expression;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Everything an expression can read. What is absent at a place of the language is a definition
/// error there, so evaluation never asks for it.
///
/// @param input `$` in JSONPath; in JSONata `$states.input`
/// @param result `$states.result`, in the Assign and Output of Task, Parallel and Map states
/// @param errorOutput `$states.errorOutput`, in the Assign and Output of a catcher
/// @param context `$$`, `$states.context`: made only when asked for
/// @param variables the variables visible here
/// @param meter what the evaluation may spend
/// @param random the only source of randomness
/// @param nowMillis the time, for `$now()` and `$millis()` of JSONata, since 1970
public record Scope(
    @Nullable Object input,
    @Nullable Object result,
    @Nullable Object errorOutput,
    Supplier<? extends @Nullable Object> context,
    Variables variables,
    Meter meter,
    RandomGenerator random,
    long nowMillis) {

  /// The same scope with another document behind `$`.
  public Scope withInput(@Nullable Object other) {
    return new Scope(other, result, errorOutput, context, variables, meter, random, nowMillis);
  }

  public Scope withResult(@Nullable Object other) {
    return new Scope(input, other, errorOutput, context, variables, meter, random, nowMillis);
  }

  public Scope withErrorOutput(@Nullable Object other) {
    return new Scope(input, result, other, context, variables, meter, random, nowMillis);
  }

  public Scope withContext(Supplier<? extends @Nullable Object> other) {
    return new Scope(input, result, errorOutput, other, variables, meter, random, nowMillis);
  }
}
