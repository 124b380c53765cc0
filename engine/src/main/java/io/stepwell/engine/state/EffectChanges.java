package io.stepwell.engine.state;

import io.stepwell.engine.Effect;
import java.util.List;

/// The effects that came alive and those that ended, between two looks at a state.
public record EffectChanges(List<Effect> opened, List<Effect> closed) {
  static final EffectChanges NONE = new EffectChanges(List.of(), List.of());
}
