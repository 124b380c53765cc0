package io.stepwell.engine.step;

import io.stepwell.engine.Inspection;
import io.stepwell.engine.state.Lane;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Variables;
import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// What expressions of the current state can read.
final class Scopes {
  private Scopes() {}

  /// `$` is the given document; `$$` is the context object of the current state.
  static Scope of(Turn turn, @Nullable Object document) {
    return of(turn, document, turn.lane());
  }

  /// The scope inside another lane than the one that has its turn.
  static Scope of(Turn turn, @Nullable Object document, Lane lane) {
    return new Scope(
        document,
        null,
        null,
        () -> ContextObject.of(turn, lane),
        new LaneVariables(turn, lane),
        turn.meter(),
        turn.random(),
        turn.now());
  }

  /// The variables of a lane and of the lanes around it, inner ones first.
  private record LaneVariables(Turn turn, Lane lane) implements Variables {
    @Override
    public boolean has(String name) {
      return find(name) != null;
    }

    @Override
    public @Nullable Object get(String name) {
      Payload value = find(name);
      return value == null ? null : value.value();
    }

    private @Nullable Payload find(String name) {
      Lane at = lane;
      while (true) {
        Payload value = at.variables().get(name);
        if (value != null) {
          return value;
        }
        if (at.isRoot()) {
          Inspection inspection = turn.inspection();
          return inspection == null ? null : inspection.given().variables().get(name);
        }
        at = turn.state().lane(at.parent());
      }
    }
  }
}
