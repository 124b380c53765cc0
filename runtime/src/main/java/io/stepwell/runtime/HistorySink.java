package io.stepwell.runtime;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Sees the events of all executions: of a standard one when they are durable, of an express one as
/// they happen. Those of one execution come in their order, internal ones among them.
///
/// Called on threads that others wait for (the committer's, an express execution's own): what takes
/// time is handed on. Exceptions are logged and go no further.
@FunctionalInterface
public interface HistorySink {
  /// Looks at nothing.
  HistorySink NONE = (_, _) -> {};

  /// @param start what the execution was started with
  /// @param events at least one; never changed afterwards
  void events(Start start, List<Stamped> events);

  /// Passes events on; what goes wrong in the sink is logged and stays there.
  static void show(HistorySink sink, Start start, List<Stamped> events) {
    try {
      sink.events(start, events);
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(HistorySink.class)
          .error("The history of {} could not be passed on", start.identity().arn(), e);
    }
  }
}
