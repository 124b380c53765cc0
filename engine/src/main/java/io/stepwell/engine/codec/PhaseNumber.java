package io.stepwell.engine.codec;

/// The numbers of phases in snapshots. A number is never reused.
final class PhaseNumber {
  static final int ENTERING = 1;
  static final int WORKING = 2;
  static final int WAITING = 3;
  static final int WOKEN = 4;
  static final int CALLING = 5;
  static final int COMPLETED = 6;
  static final int FAILING = 7;
  static final int INSIDE = 8;
  static final int GATHERED = 9;
  static final int ENDED = 10;

  private PhaseNumber() {}
}
