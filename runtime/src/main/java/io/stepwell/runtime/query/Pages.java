package io.stepwell.runtime.query;

import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.token.PageTokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Pages of lists whose items tell their own place in the list, as text.
public final class Pages {
  /// What `maxResults` of 0 means.
  public static final int STANDARD_SIZE = 100;

  private final PageTokens tokens;
  private final LongSupplier clock;

  public Pages(PageTokens tokens, LongSupplier clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /// Where items come from.
  public interface Source<T> {
    /// The first items behind a place.
    ///
    /// @param place null for the beginning
    List<T> after(@Nullable String place, int max);
  }

  /// @param question the operation and its arguments, but for the token and the size
  /// @throws io.stepwell.runtime.CallerException InvalidToken
  public <T> Page<T> page(
      String question,
      int maxResults,
      @Nullable String nextToken,
      Source<T> source,
      Function<T, String> place) {
    long now = clock.getAsLong();
    int max = size(maxResults);
    List<T> items = source.after(begin(question, nextToken, now), max + 1);
    if (items.size() <= max) {
      return new Page<>(items, null);
    }
    List<T> page = items.subList(0, max);
    byte[] position = place.apply(page.getLast()).getBytes(StandardCharsets.UTF_8);
    return new Page<>(page, tokens.token(question, position, now));
  }

  public static int size(int maxResults) {
    return maxResults <= 0 ? STANDARD_SIZE : maxResults;
  }

  private @Nullable String begin(String question, @Nullable String nextToken, long now) {
    return nextToken == null
        ? null
        : new String(tokens.position(question, nextToken, now), StandardCharsets.UTF_8);
  }
}
