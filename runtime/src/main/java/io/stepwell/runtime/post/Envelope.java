package io.stepwell.runtime.post;

/// A letter on its way.
///
/// @param from the sender's partition
/// @param key under which it lies in the sender's outbox: sender and effect
/// @param to the recipient's partition
@SuppressWarnings("ArrayRecordComponent") // the key belongs to the envelope and is never changed
public record Envelope(int from, byte[] key, int to, Letter letter) {}
