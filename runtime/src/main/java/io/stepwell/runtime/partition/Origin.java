package io.stepwell.runtime.partition;

import io.stepwell.engine.Start;
import io.stepwell.runtime.storage.ExecutionKey;

/// Which execution an effect comes from.
public record Origin(int partition, ExecutionKey key, Start start) {}
