package io.stepwell.runtime.observe;

import io.stepwell.engine.Start;

/// The execution that events are about.
///
/// @param start what it was started with
/// @param startedAt epoch milliseconds
/// @param redrives how often it had been redriven after the events
public record Observed(Start start, long startedAt, int redrives) {
  public String arn() {
    return start.identity().arn();
  }
}
