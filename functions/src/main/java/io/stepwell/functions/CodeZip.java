package io.stepwell.functions;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// A deployment package: a zip file with a function's code, known by its SHA-256. The array belongs
/// to it.
public final class CodeZip {
  private final byte[] bytes;
  private final byte[] hash;

  private CodeZip(byte[] bytes) {
    this.bytes = bytes;
    try {
      hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public static CodeZip of(byte[] bytes) {
    return new CodeZip(bytes);
  }

  /// Not to be modified.
  public byte[] bytes() {
    return bytes;
  }

  public long size() {
    return bytes.length;
  }

  /// The hash in base64, as the API shows it.
  public String sha256() {
    return Base64.getEncoder().encodeToString(hash);
  }

  /// The hash in hex digits, fit for a file's name.
  String name() {
    return HexFormat.of().formatHex(hash);
  }
}
