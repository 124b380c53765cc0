package io.stepwell.runtime.partition;

import io.stepwell.runtime.CallerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The answer to a command, which comes when everything that it tells is durable.
public final class Reply<T> {
  private final CompletableFuture<T> future = new CompletableFuture<>();

  void complete(T answer) {
    future.complete(answer);
  }

  void refuse(CallerException refusal) {
    future.completeExceptionally(refusal);
  }

  public boolean isDone() {
    return future.isDone();
  }

  /// Blocks until the answer is there.
  ///
  /// @throws CallerException when the command was refused
  public T await() {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CallerException refusal) {
        throw refusal;
      }
      throw e;
    }
  }
}
