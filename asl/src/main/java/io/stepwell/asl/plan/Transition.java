package io.stepwell.asl.plan;

/// Where a state leads. `Next` and `End` exclude each other in the language, so they do here.
public sealed interface Transition {
  record Next(String state) implements Transition {}

  record End() implements Transition {}
}
