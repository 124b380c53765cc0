package io.stepwell.engine.state;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.json.Payload;

/// What a lane does now. In the ready phases it is in the execution's FIFO and takes its next turn;
/// in the others something has to arrive first.
///
/// Legal ways: Entering → Working → (Waiting → Woken | Calling → Completed | Inside → Gathered) →
/// Entering or Ended; from Working, Calling, Inside and Woken also → Failing → Waiting (a retry), or
/// Entering (caught), or Ended.
public sealed interface Phase {
  boolean ready();

  /// Ready to enter a state.
  record Entering(String state, Payload input) implements Phase {
    @Override
    public boolean ready() {
      return true;
    }
  }

  /// Inside one turn, between two events: never seen from outside.
  record Working() implements Phase {
    @Override
    public boolean ready() {
      return false;
    }
  }

  /// A Wait state, or the delay before a retry. In epoch milliseconds.
  record Waiting(long due) implements Phase {
    @Override
    public boolean ready() {
      return false;
    }
  }

  /// Ready: the wait is over.
  record Woken() implements Phase {
    @Override
    public boolean ready() {
      return true;
    }
  }

  /// The lane's task is outside.
  record Calling() implements Phase {
    @Override
    public boolean ready() {
      return false;
    }
  }

  /// Ready: the task has a result.
  record Completed(Payload result) implements Phase {
    @Override
    public boolean ready() {
      return true;
    }
  }

  /// Ready: the state failed; Retry and Catch have their say.
  record Failing(ErrorOutput error, boolean heartbeat, boolean fatal) implements Phase {
    @Override
    public boolean ready() {
      return true;
    }
  }

  /// Branches or iterations run.
  record Inside() implements Phase {
    @Override
    public boolean ready() {
      return false;
    }
  }

  /// Ready: all branches or iterations have succeeded.
  record Gathered() implements Phase {
    @Override
    public boolean ready() {
      return true;
    }
  }

  /// The lane's last state was left.
  record Ended(Payload output) implements Phase {
    @Override
    public boolean ready() {
      return false;
    }
  }
}
