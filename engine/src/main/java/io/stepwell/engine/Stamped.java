package io.stepwell.engine;

/// An event at its place in the history.
///
/// @param lane the lane it happened in; 0 is the execution's own
/// @param id AWS's event id, from 1 without gaps; 0 for internal events
/// @param previousId AWS's previousEventId; 0 for internal events
/// @param at milliseconds since 1970, never less than the event's before
public record Stamped(Event event, int lane, long id, long previousId, long at) {
  public boolean internal() {
    return id == 0;
  }
}
