package io.stepwell.server.observe;

/// How much of a log group is kept: so many files of so many bytes, the oldest of which goes first.
///
/// @param files at least 1
public record LogBounds(long fileBytes, int files) {
  public static final LogBounds DEFAULT = new LogBounds(10L * 1024 * 1024, 5);
}
