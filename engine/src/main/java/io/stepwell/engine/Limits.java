package io.stepwell.engine;

/// The bounds of one execution.
///
/// @param maxPayloadBytes AWS quota: 262,144 bytes of any input, output or parameters
/// @param maxEvents AWS quota: event 25,000 is the last, and it is ExecutionFailed
/// @param maxInlineConcurrency AWS: an inline Map runs at most 40 iterations at once
/// @param maxVariablesBytes AWS quota: 10 MiB of variables per execution
/// @param stepsPerSlice ours: a partition serves others after so many state steps
/// @param bytesPerSlice ours: and after so many bytes of events
/// @param fuelPerDecision ours: about 2 ms of expressions, in the steps of a Meter
/// @param fuelOfSlowDecision AWS ends an expression after about a second
public record Limits(
    int maxPayloadBytes,
    int maxEvents,
    int maxInlineConcurrency,
    int maxVariablesBytes,
    int stepsPerSlice,
    int bytesPerSlice,
    long fuelPerDecision,
    long fuelOfSlowDecision) {

  public static final Limits AWS =
      new Limits(262_144, 25_000, 40, 10 << 20, 256, 512 << 10, 20_000, 10_000_000);

  /// The same for express executions, whose history AWS does not bound.
  public Limits withoutMaxEvents() {
    return new Limits(
        maxPayloadBytes,
        Integer.MAX_VALUE,
        maxInlineConcurrency,
        maxVariablesBytes,
        stepsPerSlice,
        bytesPerSlice,
        fuelPerDecision,
        fuelOfSlowDecision);
  }

  public Limits withStepsPerSlice(int steps) {
    return new Limits(
        maxPayloadBytes,
        maxEvents,
        maxInlineConcurrency,
        maxVariablesBytes,
        steps,
        bytesPerSlice,
        fuelPerDecision,
        fuelOfSlowDecision);
  }
}
