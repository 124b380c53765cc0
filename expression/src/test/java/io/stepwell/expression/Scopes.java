package io.stepwell.expression;

import io.stepwell.json.Json;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Scopes to evaluate in.
public final class Scopes {
  /// 2026-11-22T20:15:30.123Z.
  public static final long NOW = 1_795_378_530_123L;

  private Scopes() {}

  /// The member of a JSON object, for assertions about identity.
  public static @Nullable Object member(@Nullable Object object, String name) {
    return ((Map<?, ?>) Objects.requireNonNull(object)).get(name);
  }

  public static Scope of(@Nullable Object input) {
    return new Scope(
        input, null, null, () -> null, Variables.NONE, Meter.unlimited(), new Random(1), NOW);
  }

  public static Scope ofJson(String input) {
    return of(Json.parse(input));
  }

  public static Scope withFuel(@Nullable Object input, long fuel) {
    return new Scope(
        input, null, null, () -> null, Variables.NONE, new Meter(fuel), new Random(1), NOW);
  }

  public static Scope withVariables(@Nullable Object input, Map<String, ?> variables) {
    return new Scope(
        input,
        null,
        null,
        () -> null,
        Variables.of(variables),
        Meter.unlimited(),
        new Random(1),
        NOW);
  }
}
