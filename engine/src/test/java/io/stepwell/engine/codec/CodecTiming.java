package io.stepwell.engine.codec;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// How long encoding and decoding take, and how many bytes come of it. Not a test: a quick look, for
/// figures that hold see `benchmarks`.
///
/// Run `main` with the test class path.
final class CodecTiming {
  private static final int WARM_UP = 40_000;
  private static final int ROUNDS = 100_000;

  private CodecTiming() {}

  public static void main(String[] arguments) {
    Payload input = Payload.of("x".repeat(198));
    List<Stamped> passing = Pipelines.passing(10, input);
    measure("10 Pass states, 200 bytes passing through", passing);
    measure("every type of event once or more", SampleEvents.stamped());
  }

  private static void measure(String name, List<Stamped> events) {
    byte[] segment = SegmentCodec.encode(new ExecutionState(), 0, events);
    double encode =
        nanosPerEvent(
            events.size(), _ -> SegmentCodec.encode(new ExecutionState(), 0, events).length);
    double decode =
        nanosPerEvent(events.size(), _ -> new SegmentReader(_ -> segment, null).events(0).size());
    System.out.printf(
        "%s: %d events, %d bytes; encode %.0f, decode %.0f ns per event%n",
        name, events.size(), segment.length, encode, decode);
  }

  private static double nanosPerEvent(int events, IntUnaryOperator work) {
    long sum = run(WARM_UP, work);
    long began = System.nanoTime();
    sum += run(ROUNDS, work);
    long took = System.nanoTime() - began;
    if (sum == 0) {
      throw new IllegalStateException("nothing was done");
    }
    return (double) took / ROUNDS / events;
  }

  private static long run(int rounds, IntUnaryOperator work) {
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
      sum += work.applyAsInt(i);
    }
    return sum;
  }
}
