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
public record Scope(
    @Nullable Object input,
    @Nullable Object result,
    @Nullable Object errorOutput,
    Supplier<? extends @Nullable Object> context,
    Variables variables,
    Meter meter,
    RandomGenerator random) {

  /// The same scope with another document behind `$`.
  public Scope withInput(@Nullable Object other) {
    return new Scope(other, result, errorOutput, context, variables, meter, random);
  }

  public Scope withResult(@Nullable Object other) {
    return new Scope(input, other, errorOutput, context, variables, meter, random);
  }

  public Scope withErrorOutput(@Nullable Object other) {
    return new Scope(input, result, other, context, variables, meter, random);
  }

  public Scope withContext(Supplier<? extends @Nullable Object> other) {
    return new Scope(input, result, errorOutput, other, variables, meter, random);
  }
}
