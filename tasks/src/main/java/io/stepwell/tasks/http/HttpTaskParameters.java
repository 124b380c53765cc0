package io.stepwell.tasks.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of an HTTP task: `ApiEndpoint`, `Method`, `Authentication` or
/// `InvocationConfig`, `Headers`, `QueryParameters`, `RequestBody`, `Transform`.
final class HttpTaskParameters {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");

  /// Headers that AWS refuses in a definition. `Content-Length` and `Host` are the client's.
  private static final Set<String> FORBIDDEN =
      Set.of(
          "a-im",
          "accept-charset",
          "accept-datetime",
          "accept-encoding",
          "authorization",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-md5",
          "date",
          "expect",
          "forwarded",
          "from",
          "host",
          "http2-settings",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "max-forwards",
          "origin",
          "pragma",
          "proxy-authorization",
          "referer",
          "server",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "warning");

  private static final List<String> FORBIDDEN_PREFIXES =
      List.of("x-forwarded-", "x-amz-", "x-amzn-");

  private final Map<?, ?> members;

  private HttpTaskParameters(Map<?, ?> members) {
    this.members = members;
  }

  static HttpTaskRequest read(@Nullable Object parameters) throws RefusedParametersException {
    HttpTaskParameters reader =
        new HttpTaskParameters(parameters instanceof Map<?, ?> members ? members : Map.of());
    return new HttpTaskRequest(
        reader.endpoint(),
        reader.method(),
        reader.headers(),
        reader.query(),
        reader.members.containsKey("RequestBody")
            ? reader.members.get("RequestBody")
            : HttpTaskRequest.NONE,
        reader.form(),
        reader.connectionArn());
  }

  private URI endpoint() throws RefusedParametersException {
    String text = required("ApiEndpoint");
    try {
      URI uri = URI.create(text);
      HttpOrigin.of(uri);
      return uri;
    } catch (IllegalArgumentException e) {
      throw new RefusedParametersException(
          "The value for the field 'ApiEndpoint' must be a valid URL such as"
              + " https://example.com/orders");
    }
  }

  private String method() throws RefusedParametersException {
    String method = required("Method");
    if (!METHODS.contains(method)) {
      throw new RefusedParametersException(
          "The value for the field 'Method' must be one of the following: [GET, POST, PUT, DELETE,"
              + " PATCH, OPTIONS, HEAD]");
    }
    return method;
  }

  private Map<String, String> headers() throws RefusedParametersException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<?, ?> header : object(members, "Headers").entrySet()) {
      String name = String.valueOf(header.getKey());
      if (isReserved(name)) {
        throw new RefusedParametersException(
            "The header '" + name + "' in the field 'Headers' is not allowed");
      }
      headers.put(name, value(header.getValue()));
    }
    return headers;
  }

  /// Whether a definition may not give this header.
  static boolean isReserved(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return FORBIDDEN.contains(lower) || FORBIDDEN_PREFIXES.stream().anyMatch(lower::startsWith);
  }

  /// Several values of one header are one line with commas (RFC 9110, section 5.3).
  private static String value(@Nullable Object value) {
    return value instanceof List<?> items
        ? String.join(", ", items.stream().map(FormEncoding::scalar).toList())
        : FormEncoding.scalar(value);
  }

  private Map<String, @Nullable Object> query() throws RefusedParametersException {
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    object(members, "QueryParameters")
        .forEach((name, value) -> query.put(String.valueOf(name), value));
    return query;
  }

  private @Nullable FormEncoding form() throws RefusedParametersException {
    Map<?, ?> transform = object(members, "Transform");
    String encoding = text(transform, "RequestBodyEncoding", "NONE");
    if (encoding.equals("NONE")) {
      return null;
    }
    if (!encoding.equals("URL_ENCODED")) {
      throw new RefusedParametersException(
          "The value for the field 'RequestBodyEncoding' must be one of the following: [NONE,"
              + " URL_ENCODED]");
    }
    String arrays = text(object(transform, "RequestEncodingOptions"), "ArrayFormat", "INDICES");
    try {
      return FormEncoding.valueOf(arrays);
    } catch (IllegalArgumentException e) {
      throw new RefusedParametersException(
          "The value for the field 'ArrayFormat' must be one of the following: [INDICES, REPEAT,"
              + " COMMAS, BRACKETS]");
    }
  }

  private @Nullable String connectionArn() throws RefusedParametersException {
    boolean both = members.containsKey("Authentication") && members.containsKey("InvocationConfig");
    if (both) {
      throw new RefusedParametersException(
          "The fields 'Authentication' and 'InvocationConfig' exclude each other");
    }
    String owner = members.containsKey("InvocationConfig") ? "InvocationConfig" : "Authentication";
    if (!members.containsKey(owner)) {
      return null;
    }
    String arn = text(object(members, owner), "ConnectionArn", "");
    if (arn.isEmpty()) {
      throw missing("ConnectionArn");
    }
    if (!Connections.isArn(arn)) {
      throw new RefusedParametersException(
          "The value for the field 'ConnectionArn' must be a valid connection ARN");
    }
    return arn;
  }

  static RefusedParametersException missing(String name) {
    return new RefusedParametersException("The field '" + name + "' is required but was missing");
  }

  private String required(String name) throws RefusedParametersException {
    if (!members.containsKey(name)) {
      throw missing(name);
    }
    return text(members, name, "");
  }

  private static String text(Map<?, ?> owner, String name, String absent)
      throws RefusedParametersException {
    if (!owner.containsKey(name)) {
      return absent;
    }
    if (owner.get(name) instanceof String text) {
      return text;
    }
    throw new RefusedParametersException("The value for the field '" + name + "' must be a STRING");
  }

  private static Map<?, ?> object(Map<?, ?> owner, String name) throws RefusedParametersException {
    if (!owner.containsKey(name)) {
      return Map.of();
    }
    if (owner.get(name) instanceof Map<?, ?> object) {
      return object;
    }
    throw new RefusedParametersException(
        "The value for the field '" + name + "' must be an OBJECT");
  }
}
