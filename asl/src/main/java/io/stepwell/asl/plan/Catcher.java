package io.stepwell.asl.plan;

import io.stepwell.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of `Catch` (States Language, "Fallback states").
///
/// @param resultPath JSONPath: where the error output goes in the raw input
/// @param output JSONata: the state's output, or null for the error output
/// @param assign replaces the state's own Assign, in both languages
public record Catcher(
    List<String> errorEquals,
    String next,
    DataFlow.ResultTarget resultPath,
    @Nullable Template output,
    @Nullable Template assign) {}
