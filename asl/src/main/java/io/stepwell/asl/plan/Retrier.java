package io.stepwell.asl.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of `Retry` (States Language, "Retrying after error").
///
/// @param intervalSeconds before the first retry, 1 by default
/// @param maxAttempts 3 by default; 0 never retries
/// @param backoffRate 2.0 by default
/// @param maxDelaySeconds null when not capped
/// @param fullJitter whether the delay is drawn between 0 and the computed one
public record Retrier(
    List<String> errorEquals,
    long intervalSeconds,
    long maxAttempts,
    double backoffRate,
    @Nullable Long maxDelaySeconds,
    boolean fullJitter) {}
