package io.stepwell.engine.decide;

import io.stepwell.engine.Stamped;
import java.util.List;

/// One state step that was decided with the large fuel, away from the partition. Not yet applied.
public record SlowStep(List<Stamped> events) {}
