package io.stepwell.api.auth;

import io.stepwell.api.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// AWS Signature Version 4, as the specification has it for every service but S3: the path is
/// normalised and encoded once more, the query sorted, headers trimmed.
final class Signature4 {
  private static final String SIGNATURE_PARAMETER = "X-Amz-Signature";
  private static final HexFormat HEX = HexFormat.of();
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private Signature4() {}

  /// The signature that a request must carry.
  ///
  /// @param payloadHash of the body, in hexadecimal
  static String of(Request request, Claim claim, String payloadHash, String secret) {
    return of(canonical(request, claim, payloadHash), claim.date(), claim.scope(), secret);
  }

  static String of(String canonical, String date, Scope scope, String secret) {
    String toSign =
        Claim.ALGORITHM
            + "\n"
            + date
            + "\n"
            + scope
            + "\n"
            + hash(canonical.getBytes(StandardCharsets.UTF_8));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(scope.date(), scope.region(), scope.service(), Scope.TERMINATOR)) {
      key = hmac(key, part);
    }
    return HEX.formatHex(hmac(key, toSign));
  }

  static String canonical(Request request, Claim claim, String payloadHash) {
    StringBuilder text = new StringBuilder(512);
    text.append(request.method()).append('\n');
    text.append(path(request.path())).append('\n');
    text.append(query(request.rawQuery())).append('\n');
    for (String name : claim.signedHeaders()) {
      text.append(name).append(':').append(values(request.headers(name))).append('\n');
    }
    return text.append('\n')
        .append(String.join(";", claim.signedHeaders()))
        .append('\n')
        .append(payloadHash)
        .toString();
  }

  /// Without `.`, `..` and empty segments, each character that is not unreserved encoded: so what the
  /// client had encoded is encoded twice.
  static String path(String raw) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : raw.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(encode(segment.getBytes(StandardCharsets.UTF_8)));
      }
    }
    boolean ends = raw.endsWith("/") || raw.endsWith("/.") || raw.endsWith("/..");
    String path = "/" + String.join("/", segments);
    return ends && !segments.isEmpty() ? path + "/" : path;
  }

  private record Parameter(String name, String value) {}

  static String query(String raw) {
    List<Parameter> parameters = new ArrayList<>();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!pair.isEmpty() && !name.equals(SIGNATURE_PARAMETER)) {
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(new Parameter(encode(decode(name)), encode(decode(value))));
      }
    }
    parameters.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
    return String.join(
        "&", parameters.stream().map(each -> each.name() + "=" + each.value()).toList());
  }

  /// Several of one name with commas between, each trimmed, runs of blanks as one.
  private static String values(List<String> values) {
    return String.join(
        ",", values.stream().map(value -> value.strip().replaceAll(" +", " ")).toList());
  }

  private static byte[] decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[bytes.length];
    int length = 0;
    for (int at = 0; at < bytes.length; at++) {
      byte b = bytes[at];
      if (b == '%' && at + 2 < bytes.length && isHex(bytes[at + 1]) && isHex(bytes[at + 2])) {
        b =
            (byte)
                (HexFormat.fromHexDigit(bytes[at + 1]) << 4
                    | HexFormat.fromHexDigit(bytes[at + 2]));
        at += 2;
      }
      decoded[length++] = b;
    }
    return Arrays.copyOf(decoded, length);
  }

  private static boolean isHex(byte b) {
    return b > 0 && HexFormat.isHexDigit(b);
  }

  private static String encode(byte[] bytes) {
    StringBuilder encoded = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      boolean unreserved =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || b == '-'
              || b == '.'
              || b == '_'
              || b == '~';
      if (unreserved) {
        encoded.append((char) b);
      } else {
        encoded.append('%');
        UPPER.toHexDigits(encoded, b);
      }
    }
    return encoded.toString();
  }

  static String hash(byte[] bytes) {
    return HEX.formatHex(sha256().digest(bytes));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /// Takes the same time wherever they differ.
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
