package io.stepwell.runtime.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;

/// Page tokens: where a list goes on, for which question, and until when. AWS's are valid for 24
/// hours, and only with the same other arguments.
public final class PageTokens {
  private static final byte PURPOSE = 'P';
  private static final Duration VALID = Duration.ofHours(24);
  private static final int QUESTION_BYTES = 8;

  private final Seal seal;

  public PageTokens(Seal seal) {
    this.seal = seal;
  }

  /// @param question the operation and its arguments
  /// @param position where the next page begins, in the list's own form
  /// @param now epoch milliseconds
  public String token(String question, byte[] position, long now) {
    return seal.close(
        PURPOSE,
        ByteBuffer.allocate(8 + QUESTION_BYTES + position.length)
            .putLong(now)
            .put(digest(question), 0, QUESTION_BYTES)
            .put(position)
            .array());
  }

  /// @throws io.stepwell.runtime.CallerException InvalidToken when it is not ours, too old, or for
  ///     another question
  public byte[] position(String question, String token, long now) {
    byte[] content = seal.open(PURPOSE, token);
    if (content.length < 8 + QUESTION_BYTES) {
      throw Seal.invalid();
    }
    long issued = ByteBuffer.wrap(content).getLong();
    byte[] asked = Arrays.copyOf(digest(question), QUESTION_BYTES);
    byte[] sealed = Arrays.copyOfRange(content, 8, 8 + QUESTION_BYTES);
    if (now - issued > VALID.toMillis() || !Arrays.equals(asked, sealed)) {
      throw Seal.invalid();
    }
    return Arrays.copyOfRange(content, 8 + QUESTION_BYTES, content.length);
  }

  private static byte[] digest(String question) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
