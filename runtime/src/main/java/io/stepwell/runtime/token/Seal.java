package io.stepwell.runtime.token;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signs short contents with HMAC-SHA256 and writes them as base64url text without padding:
/// purpose, key id, content, 16 bytes of the code. Old keys still open what they sealed, so that
/// keys can be rotated.
public final class Seal {
  private static final int CODE_BYTES = 16;
  private static final int HEAD_BYTES = 2;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder BYTES = Base64.getUrlDecoder();

  private final byte currentId;
  private final Map<Byte, SecretKeySpec> keys;

  /// @param current the id of the key that seals
  /// @param secrets at least 32 bytes each, by id
  public Seal(byte current, Map<Byte, byte[]> secrets) {
    this.currentId = current;
    java.util.HashMap<Byte, SecretKeySpec> specs = new java.util.HashMap<>();
    secrets.forEach((id, secret) -> specs.put(id, new SecretKeySpec(secret, "HmacSHA256")));
    this.keys = Map.copyOf(specs);
    if (!keys.containsKey(current)) {
      throw new IllegalArgumentException("no key of id " + current);
    }
  }

  /// @param purpose a text sealed for one purpose does not open for another
  public String close(byte purpose, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + content.length + CODE_BYTES);
    out.put(purpose).put(currentId).put(content);
    SecretKeySpec key = keys.get(currentId);
    if (key == null) {
      throw new IllegalStateException("no key of id " + currentId);
    }
    out.put(code(key, out.array(), HEAD_BYTES + content.length), 0, CODE_BYTES);
    return TEXT.encodeToString(out.array());
  }

  /// The content of a text that this seal closed.
  ///
  /// @throws CallerException InvalidToken for any other text
  public byte[] open(byte purpose, String text) {
    byte[] all = decode(text);
    if (all == null || all.length < HEAD_BYTES + CODE_BYTES || all[0] != purpose) {
      throw invalid();
    }
    SecretKeySpec key = keys.get(all[1]);
    int signed = all.length - CODE_BYTES;
    if (key == null) {
      throw invalid();
    }
    byte[] expected = Arrays.copyOf(code(key, all, signed), CODE_BYTES);
    if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(all, signed, all.length))) {
      throw invalid();
    }
    return Arrays.copyOfRange(all, HEAD_BYTES, signed);
  }

  /// What AWS says of any token that it did not make, or no longer knows.
  public static CallerException invalid() {
    return new CallerException(ErrorCode.INVALID_TOKEN, "Invalid Token: 'Invalid token'");
  }

  private static byte @Nullable [] decode(String text) {
    try {
      return BYTES.decode(text);
    } catch (IllegalArgumentException e) {
      return null; // not base64url, so not ours: told as an invalid token
    }
  }

  private static byte[] code(SecretKeySpec key, byte[] content, int length) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(content, 0, length);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }
}
