package io.stepwell.asl.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls a resource (States Language, "Task State").
///
/// @param timeoutSeconds null when not limited
/// @param heartbeatSeconds null when no heartbeat is asked for
/// @param credentialsRole the role of `Credentials`, or null
public record TaskState(
    String name,
    QueryLanguage language,
    Transition transition,
    DataFlow flow,
    Resource resource,
    @Nullable Setting timeoutSeconds,
    @Nullable Setting heartbeatSeconds,
    @Nullable Setting credentialsRole,
    List<Retrier> retriers,
    List<Catcher> catchers)
    implements State {}
