package io.stepwell.engine.step;

import io.stepwell.asl.plan.Retrier;
import io.stepwell.asl.plan.State;
import io.stepwell.engine.Event;
import io.stepwell.engine.Inspection;
import io.stepwell.engine.Inspection.Figure;
import io.stepwell.engine.state.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Retry (States Language, "Retrying after error"): the first retrier that names the error counts,
/// even when its attempts are used up.
final class Retrying {
  private Retrying() {}

  static @Nullable Retrier match(List<Retrier> retriers, State state, Phase.Failing failing) {
    for (Retrier retrier : retriers) {
      if (ErrorNames.match(retrier.errorEquals(), state, failing)) {
        return retrier;
      }
    }
    return null;
  }

  /// Schedules the next attempt; false when the retrier has none left.
  static boolean schedule(Turn turn, List<Retrier> retriers, Retrier retrier) {
    int index = retriers.indexOf(retrier);
    Inspection inspection = turn.inspection();
    int done = inspection == null ? turn.lane().retries(index) : inspection.given().retries();
    turn.show(Figure.RETRY_INDEX, index);
    if (done >= retrier.maxAttempts()) {
      return false;
    }
    long delay = delayMillis(retrier, done);
    if (retrier.fullJitter()) {
      delay = delay == 0 ? 0 : turn.random().nextLong(delay + 1);
    }
    turn.show(Figure.RETRY_BACKOFF_SECONDS, Math.round(delay / 1000.0));
    turn.emitInternal(new Event.RetryScheduled(index, turn.now() + delay));
    return true;
  }

  /// IntervalSeconds · BackoffRate^done, capped by MaxDelaySeconds.
  static long delayMillis(Retrier retrier, int done) {
    double seconds = retrier.intervalSeconds() * Math.pow(retrier.backoffRate(), done);
    Long cap = retrier.maxDelaySeconds();
    double capped = cap == null ? seconds : Math.min(seconds, cap);
    return Math.round(Math.min(capped, Integer.MAX_VALUE) * 1000);
  }
}
