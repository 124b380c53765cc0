package io.stepwell.expression.intrinsics;

import io.stepwell.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/// `States.StringSplit`, `States.Hash`, `States.Base64Encode` and `States.Base64Decode`.
final class TextFunctions {
  /// AWS's limit for what is encoded or hashed.
  private static final int LONGEST = 10_000;

  private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private TextFunctions() {}

  static Object base64Encode(Arguments arguments) {
    byte[] bytes = limited(arguments, arguments.text(0)).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(bytes);
  }

  static Object base64Decode(Arguments arguments) {
    String text = limited(arguments, arguments.text(0));
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw arguments.failure("the text is not Base64");
    }
  }

  /// Of what is no text, its JSON is hashed.
  static Object hash(Arguments arguments) {
    String data = arguments.value(0) instanceof String text ? text : Json.write(arguments.value(0));
    String algorithm = arguments.text(1);
    if (!HASHES.contains(algorithm)) {
      throw arguments.failure(
          "the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512 but is '"
              + algorithm
              + "'");
    }
    byte[] bytes = limited(arguments, data).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /// Every character of the second text divides the first; empty pieces are dropped.
  static Object split(Arguments arguments) {
    String text = arguments.text(0);
    arguments.meter().burn(1 + text.length() / 2);
    List<String> pieces = new ArrayList<>();
    StringTokenizer tokenizer = new StringTokenizer(text, arguments.text(1));
    while (tokenizer.hasMoreTokens()) {
      pieces.add(tokenizer.nextToken());
    }
    return Collections.unmodifiableList(pieces);
  }

  private static String limited(Arguments arguments, String text) {
    if (text.length() > LONGEST) {
      throw arguments.failure(
          "the text has %d characters, which is more than %d".formatted(text.length(), LONGEST));
    }
    arguments.meter().burn(text.length() / 8);
    return text;
  }
}
