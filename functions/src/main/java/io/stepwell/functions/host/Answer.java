package io.stepwell.functions.host;

/// What came of a call.
///
/// @param logTail the last 4 KiB of what the call logged, START and REPORT lines included
public record Answer(Outcome outcome, String logTail) {
  static Answer withoutLog(Outcome outcome) {
    return new Answer(outcome, "");
  }

  @Override
  public String toString() {
    return outcome.toString();
  }
}
