package io.stepwell.api.protocol;

import io.stepwell.api.http.Request;
import io.stepwell.runtime.Orchestrator.Presence;
import org.jspecify.annotations.Nullable;

/// The client that waits for an answer. Most operations need not know whether it still does.
public final class Client {
  private final @Nullable Request request;
  private @Nullable Runnable ifMissed;

  /// @param request null for a caller in this process
  Client(@Nullable Request request) {
    this.request = request;
  }

  /// Whether it is still there, looked at from now on.
  public Presence presence() {
    Request watched = request;
    if (watched == null) {
      return Presence.CERTAIN;
    }
    watched.onHangUp(() -> {}); // so that the end shows before anybody waits
    return new Presence() {
      @Override
      public boolean gone() {
        return watched.hungUp();
      }

      @Override
      public void whenGone(Runnable action) {
        watched.onHangUp(action);
      }
    };
  }

  /// What to undo when the answer does not reach the client: it had hung up before the answer was
  /// written, or the connection broke meanwhile.
  public void ifMissed(Runnable undo) {
    ifMissed = undo;
  }

  @Nullable Runnable undo() {
    return ifMissed;
  }
}
