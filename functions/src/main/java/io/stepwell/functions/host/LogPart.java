package io.stepwell.functions.host;

/// A part of a function's log.
///
/// @param place where the next part begins
/// @param cut whether something before it was left out, or is lost
public record LogPart(String text, String place, boolean cut) {}
