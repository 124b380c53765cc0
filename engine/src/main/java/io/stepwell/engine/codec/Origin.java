package io.stepwell.engine.codec;

import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// Where a payload is stored: in which segment of whose history, and its place in that segment's
/// payload table. The mark that a [Payload] carries.
///
/// The owner counts by identity: another state, even of the same execution, may have been folded
/// from other segments.
record Origin(ExecutionState owner, int segment, int index) {

  /// Where the owner's history holds this payload, or null.
  static @Nullable Origin of(Payload payload, ExecutionState owner) {
    return payload.origin() instanceof Origin origin && origin.owner == owner ? origin : null;
  }
}
