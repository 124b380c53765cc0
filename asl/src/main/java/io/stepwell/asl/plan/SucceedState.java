package io.stepwell.asl.plan;

/// Ends its container with success (States Language, "Succeed State").
public record SucceedState(String name, QueryLanguage language, DataFlow flow) implements State {}
