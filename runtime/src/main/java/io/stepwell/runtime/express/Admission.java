package io.stepwell.runtime.express;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Who may run: as many executions, and as many bytes of input, as the bounds allow.
final class Admission {
  private final ExpressBounds bounds;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicLong inputBytes = new AtomicLong();
  private volatile boolean closed;

  Admission(ExpressBounds bounds) {
    this.bounds = bounds;
  }

  int running() {
    return running.get();
  }

  /// Takes in one that comes from outside.
  ///
  /// @throws CallerException ThrottlingException when there is no room, ServiceUnavailable at the end
  void enter(int bytes) {
    if (closed) {
      throw new CallerException(ErrorCode.SERVICE_UNAVAILABLE, "The server is shutting down");
    }
    int executions = running.incrementAndGet();
    long all = inputBytes.addAndGet(bytes);
    if (executions > bounds.running() || all > bounds.inputBytes()) {
      leave(bytes);
      throw new CallerException(ErrorCode.THROTTLING, "Rate exceeded");
    }
  }

  /// Takes in one from inside, whose number somebody else bounds: never refused.
  void enterInside(int bytes) {
    running.incrementAndGet();
    inputBytes.addAndGet(bytes);
  }

  void leave(int bytes) {
    running.decrementAndGet();
    inputBytes.addAndGet(-bytes);
  }

  /// From now on everything from outside is refused.
  void close() {
    closed = true;
  }
}
