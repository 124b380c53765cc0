package io.stepwell.server.observe;

import java.util.concurrent.atomic.LongAdder;

/// What is counted of one resource that tasks use.
final class ResourceNumbers {
  final LongAdder scheduled = new LongAdder();
  final LongAdder started = new LongAdder();
  final LongAdder succeeded = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder timedOut = new LongAdder();

  /// From scheduled to started.
  final Durations scheduleTime = new Durations();

  /// From started to the end.
  final Durations runTime = new Durations();

  /// From scheduled to the end.
  final Durations time = new Durations();
}
