package io.stepwell.runtime.observe;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.runtime.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Sees the events of all executions: of a standard one when they are durable, of an express one as
/// they happen. Those of one execution come in their order, internal ones among them.
///
/// Called on threads that others wait for (the committer's, an express execution's own): what takes
/// time is handed on. Exceptions are logged and go no further.
@FunctionalInterface
public interface Observer {
  /// Looks at nothing.
  Observer NONE = (_, _) -> {};

  /// What an observer may ask, and tell, at any time.
  interface Machines {
    /// How the revision that an execution runs is to be logged and traced.
    MachineSettings of(Start start);

    /// So many bytes were logged for the execution's machine.
    ///
    /// @param at epoch milliseconds
    void logged(Start start, long at, long bytes);
  }

  /// Called once, before anything else.
  default void open(Machines machines) {}

  /// @param events at least one; never changed afterwards
  void events(Observed execution, List<Stamped> events);

  /// An express execution has ended, and would be charged for.
  default void billed(Start start, long millis, long megabytes) {}

  /// Whether machines of an account may log to the group of this ARN.
  default boolean hasLogGroup(Account account, String arn) {
    return true;
  }

  /// The trace header that a task's call passes on; null for none.
  ///
  /// @param task its number in the execution
  default @Nullable String traceHeader(Start start, int task) {
    return start.traceHeader();
  }

  /// Whether changes of status are kept in the store until they have been told.
  default boolean tellsStatus() {
    return false;
  }

  /// Passes events on; what goes wrong in the observer is logged and stays there.
  static void show(Observer observer, Observed execution, List<Stamped> events) {
    try {
      observer.events(execution, events);
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Observer.class)
          .error("The history of {} could not be passed on", execution.arn(), e);
    }
  }
}
