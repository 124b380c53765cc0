package io.stepwell.api.auth;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request says of its signature, in the header `Authorization` or, presigned, in its query.
///
/// @param date of the signature, as it is written in the string to sign
/// @param expires how long a presigned request is good; null for one that is not presigned
record Claim(
    String keyId,
    Scope scope,
    List<String> signedHeaders,
    String signature,
    String date,
    @Nullable Duration expires) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Duration MAX_EXPIRES = Duration.ofDays(7);
  private static final int MAX_SIGNED_HEADERS = 100;

  /// @throws AuthException when there is none, or not all of one
  static Claim of(Request request) {
    String authorization = request.header(Header.AUTHORIZATION);
    if (authorization != null) {
      return ofHeader(request, authorization);
    }
    if (request.query("X-Amz-Algorithm") != null) {
      return ofQuery(request);
    }
    throw AuthException.missing();
  }

  Instant instant() {
    return Instant.from(BASIC.parse(date));
  }

  boolean isPresigned() {
    return expires != null;
  }

  private static Claim ofHeader(Request request, String authorization) {
    String rest =
        authorization.startsWith(ALGORITHM) ? authorization.substring(ALGORITHM.length()) : "";
    Map<String, String> parts = new HashMap<>();
    for (String part : rest.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    List<String> problems = new ArrayList<>();
    for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
      if (parts.getOrDefault(name, "").isEmpty()) {
        problems.add("Authorization header requires '" + name + "' parameter.");
      }
    }
    String date = date(request);
    if (date == null) {
      problems.add(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    if (!problems.isEmpty() || date == null) {
      throw AuthException.incomplete(
          String.join(" ", problems)
              + " (Hashed with SHA-256 and encoded with Base64) Authorization="
              + hashed(authorization));
    }
    return claim(
        parts.getOrDefault("Credential", ""),
        parts.getOrDefault("SignedHeaders", ""),
        parts.getOrDefault("Signature", ""),
        date,
        null);
  }

  private static Claim ofQuery(Request request) {
    if (!ALGORITHM.equals(request.query("X-Amz-Algorithm"))) {
      throw AuthException.incomplete("Unsupported AWS 'algorithm': 'X-Amz-Algorithm'.");
    }
    return claim(
        required(request, "X-Amz-Credential"),
        required(request, "X-Amz-SignedHeaders"),
        required(request, "X-Amz-Signature"),
        valid(required(request, "X-Amz-Date")),
        expires(required(request, "X-Amz-Expires")));
  }

  private static Claim claim(
      String credential,
      String headers,
      String signature,
      String date,
      @Nullable Duration expires) {
    String[] parts = credential.split("/", -1);
    if (parts.length != 5) {
      throw AuthException.incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '%s'"
              .formatted(shortened(credential)));
    }
    if (!parts[4].equals(Scope.TERMINATOR)) {
      throw AuthException.invalid(
          "Credential should be scoped with a valid terminator: 'aws4_request', not '%s'. "
              .formatted(shortened(parts[4])));
    }
    if (!date.startsWith(parts[1]) || parts[1].length() != 8) {
      throw AuthException.invalid(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '%s' != '%s', from '%s'."
              .formatted(shortened(parts[1]), date.substring(0, 8), date));
    }
    List<String> signed = List.of(headers.split(";", MAX_SIGNED_HEADERS + 1));
    if (signed.size() > MAX_SIGNED_HEADERS) {
      throw AuthException.incomplete("More than 100 headers are signed.");
    }
    return new Claim(
        parts[0], new Scope(parts[1], parts[2], parts[3]), signed, signature, date, expires);
  }

  private static String required(Request request, String name) {
    String value = request.query(name);
    if (value == null || value.isEmpty()) {
      throw AuthException.incomplete(
          "AWS query-string parameters must include '"
              + name
              + "'. Re-examine the query-string parameters.");
    }
    return value;
  }

  private static Duration expires(String text) {
    if (text.matches("[1-9]\\d{0,8}")) {
      Duration expires = Duration.ofSeconds(Long.parseLong(text));
      if (expires.compareTo(MAX_EXPIRES) <= 0) {
        return expires;
      }
    }
    throw AuthException.incomplete("X-Amz-Expires must be a number of seconds from 1 to 604800.");
  }

  private static @Nullable String date(Request request) {
    String basic = request.header(Header.AMZ_DATE);
    if (basic != null) {
      return valid(basic);
    }
    String date = request.header(Header.DATE);
    if (date == null) {
      return null;
    }
    try {
      return BASIC.format(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return valid(date);
    }
  }

  private static String valid(String date) {
    try {
      BASIC.parse(date);
      return date;
    } catch (DateTimeException e) {
      throw AuthException.incomplete(
          "Date must be in ISO-8601 'basic format'. Got '%s'. See http://en.wikipedia.org/wiki/ISO_8601"
              .formatted(shortened(date)));
    }
  }

  private static String shortened(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64);
  }

  private static String hashed(String authorization) {
    MessageDigest digest = Signature4.sha256();
    byte[] hash = digest.digest(authorization.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }
}
