package io.stepwell.engine.codec;

/// The numbers of event types in segments. A number is never reused and never changes its meaning;
/// new types, and new forms of old ones, take new numbers.
final class EventNumber {
  static final int EXECUTION_STARTED = 1;
  static final int EXECUTION_SUCCEEDED = 2;
  static final int EXECUTION_FAILED = 3;
  static final int EXECUTION_ABORTED = 4;
  static final int EXECUTION_TIMED_OUT = 5;
  static final int EXECUTION_REDRIVEN = 6;

  static final int STATE_ENTERED = 10;
  static final int STATE_EXITED = 11;
  static final int STATE_ABORTED = 12;
  static final int EVALUATION_FAILED = 13;
  static final int STATE_FAILING = 14;
  static final int WAIT_STARTED = 15;
  static final int RETRY_SCHEDULED = 16;
  static final int WOKEN = 17;

  static final int TASK_SCHEDULED = 20;
  static final int TASK_STARTED = 21;
  static final int TASK_SUBMITTED = 22;
  static final int TASK_SUCCEEDED = 23;
  static final int TASK_FAILED = 24;
  static final int TASK_TIMED_OUT = 25;
  static final int TASK_HEARTBEAT = 26;
  static final int CALLBACK_RECEIVED = 27;
  static final int TASK_RETURNED = 28;

  static final int PARALLEL_STARTED = 30;
  static final int PARALLEL_SUCCEEDED = 31;
  static final int PARALLEL_FAILED = 32;
  static final int MAP_STARTED = 33;
  static final int MAP_ITERATION_STARTED = 34;
  static final int MAP_ITERATION_SUCCEEDED = 35;
  static final int MAP_ITERATION_FAILED = 36;
  static final int MAP_ITERATION_ABORTED = 37;
  static final int MAP_SUCCEEDED = 38;
  static final int MAP_FAILED = 39;

  static final int MAP_RUN_STARTED = 40;
  static final int MAP_RUN_SUCCEEDED = 41;
  static final int MAP_RUN_FAILED = 42;
  static final int MAP_RUN_ABORTED = 43;
  static final int MAP_RUN_REDRIVEN = 44;

  static final int JOB_CANCELLED = 50;
  static final int EXECUTION_REDRIVEN_BY_TOKEN = 51;
  static final int MAP_RUN_ORDERED = 60;
  static final int MAP_RUN_ENDED = 61;

  private EventNumber() {}
}
