package io.stepwell.asl.plan;

import java.util.List;

/// Runs branches at the same time (States Language, "Parallel State").
public record ParallelState(
    String name,
    QueryLanguage language,
    Transition transition,
    DataFlow flow,
    List<StateGraph> branches,
    List<Retrier> retriers,
    List<Catcher> catchers)
    implements State {}
