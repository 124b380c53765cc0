package io.stepwell.asl.plan;

/// The type of a state machine, which decides what its definition may contain.
public enum MachineType {
  STANDARD,
  EXPRESS
}
