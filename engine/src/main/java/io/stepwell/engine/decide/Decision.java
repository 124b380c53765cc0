package io.stepwell.engine.decide;

import io.stepwell.engine.Rejection;
import io.stepwell.engine.Stamped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a command.
///
/// @param events in order, already applied to the state; to be stored before anything leaves
/// @param rejection why there are no events, or null
/// @param starved the next ready lane ran out of fuel: the execution is busy until [SlowStep] of it
///     has been decided elsewhere and resumed
public record Decision(List<Stamped> events, @Nullable Rejection rejection, boolean starved) {}
