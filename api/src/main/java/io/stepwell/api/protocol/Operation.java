package io.stepwell.api.protocol;

import io.stepwell.runtime.Account;
import org.jspecify.annotations.Nullable;

/// One operation of the API, after its request was found well formed.
public interface Operation {
  /// Does it, and writes the members of the answer. A mistake of the caller is a CallerException.
  void answer(Call call, JsonOut out) throws InterruptedException;

  /// @param traceHeader the request's X-Ray header, which wins over the one in the body
  /// @param client who waits for the answer
  record Call(Account account, Fields fields, @Nullable String traceHeader, Client client) {}
}
