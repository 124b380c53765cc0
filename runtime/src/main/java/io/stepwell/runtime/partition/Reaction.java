package io.stepwell.runtime.partition;

import io.stepwell.engine.Rejection;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.runtime.CallerException;
import org.jspecify.annotations.Nullable;

/// What becomes of a command's outcome. Runs inside the turn, and leaves with it.
interface Reaction {
  Reaction NONE =
      new Reaction() {
        @Override
        public void decided(Turn turn, ExecutionState state, @Nullable Rejection rejection) {}

        @Override
        public void refused(Turn turn, CallerException refusal) {}
      };

  void decided(Turn turn, ExecutionState state, @Nullable Rejection rejection);

  void refused(Turn turn, CallerException refusal);

  /// Replies with an answer made from the outcome.
  static <T> Reaction replying(Message.Answer<T> answer, Reply<T> reply) {
    return new Reaction() {
      @Override
      public void decided(Turn turn, ExecutionState state, @Nullable Rejection rejection) {
        try {
          T made = answer.of(state, rejection);
          turn.leave(() -> reply.complete(made));
        } catch (CallerException refusal) {
          turn.leave(() -> reply.refuse(refusal));
        }
      }

      @Override
      public void refused(Turn turn, CallerException refusal) {
        turn.leave(() -> reply.refuse(refusal));
      }
    };
  }
}
