package io.stepwell.engine.state;

import io.stepwell.engine.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps the effects that are alive while events are applied, and what came and went since somebody
/// last asked. By task: a task has at most one effect at a time.
final class Effects {
  private final Map<Integer, Effect> alive = new LinkedHashMap<>();
  private final Map<Integer, Effect> before = new LinkedHashMap<>();
  private final Set<Integer> touched = new LinkedHashSet<>();

  void set(int task, @Nullable Effect effect) {
    Effect old = effect == null ? alive.remove(task) : alive.put(task, effect);
    if (touched.add(task) && old != null) {
      before.put(task, old);
    }
  }

  List<Effect> alive() {
    return List.copyOf(alive.values());
  }

  /// Whether something is outside that nobody else looks after.
  boolean hasCall() {
    for (Effect effect : alive.values()) {
      if (effect instanceof Effect.CallTask || effect instanceof Effect.CancelJob) {
        return true;
      }
    }
    return false;
  }

  /// What opened and closed since the last time.
  EffectChanges takeChanges() {
    if (touched.isEmpty()) {
      return EffectChanges.NONE;
    }
    List<Effect> opened = new ArrayList<>();
    List<Effect> closed = new ArrayList<>();
    for (int task : touched) {
      Effect old = before.get(task);
      Effect now = alive.get(task);
      if (old != null && !old.equals(now)) {
        closed.add(old);
      }
      if (now != null && !now.equals(old)) {
        opened.add(now);
      }
    }
    touched.clear();
    before.clear();
    return new EffectChanges(opened, closed);
  }
}
