package io.stepwell.tasks.jobs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job as it is now.
///
/// @param attempts those that have ended; an array has none
/// @param startedAt of the last attempt
/// @param children how many are in each status, of an array
/// @param log what the last attempt has written, if there was one
public record JobView(
    JobOrder order,
    JobStatus status,
    @Nullable String reason,
    List<AttemptEnd> attempts,
    @Nullable Instant startedAt,
    @Nullable Instant stoppedAt,
    Map<JobStatus, Integer> children,
    @Nullable Path log) {}
