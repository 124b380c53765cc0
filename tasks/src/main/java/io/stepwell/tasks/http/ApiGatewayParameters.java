package io.stepwell.tasks.http;

import io.stepwell.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of `apigateway:invoke`: `ApiEndpoint`, `Method`, `Stage`, `Path`, `Headers`
/// and `QueryParameters` (whose values are arrays), `RequestBody`, `AuthType`.
final class ApiGatewayParameters {
  private static final Set<String> NAMES =
      Set.of(
          "ApiEndpoint",
          "Method",
          "Stage",
          "Path",
          "Headers",
          "QueryParameters",
          "RequestBody",
          "AllowNullValues",
          "AuthType");
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");
  private static final Set<String> AUTH_TYPES = Set.of("NO_AUTH", "IAM_ROLE", "RESOURCE_POLICY");
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:(https?)://)?([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(:\\d{1,5})?/?");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|\\[::1]");

  private final Map<?, ?> members;

  private ApiGatewayParameters(Map<?, ?> members) {
    this.members = members;
  }

  /// @param origin scheme, host and port of the API
  /// @param target path and query
  record Request(
      String origin, String target, String method, Map<String, String> headers, HttpBody body) {

    /// @param endpoint takes the place of the API's own origin, unless it is null
    URI at(@Nullable URI endpoint) throws RefusedParametersException {
      String base = endpoint == null ? origin : endpoint.toString().replaceFirst("/$", "");
      try {
        return URI.create(base + target);
      } catch (IllegalArgumentException e) {
        throw new RefusedParametersException(
            "The value for the field 'Path' must be a path, with what is no letter or digit"
                + " encoded");
      }
    }
  }

  static Request read(@Nullable Object parameters) throws RefusedParametersException {
    ApiGatewayParameters reader =
        new ApiGatewayParameters(parameters instanceof Map<?, ?> members ? members : Map.of());
    reader.checkNames();
    HttpBody body = reader.body();
    return new Request(
        reader.origin(),
        reader.path() + reader.query(),
        reader.method(),
        reader.headers(body),
        body);
  }

  private void checkNames() throws RefusedParametersException {
    for (Object name : members.keySet()) {
      if (!NAMES.contains(String.valueOf(name))) {
        throw new RefusedParametersException(
            "The field '%s' is not supported by Step Functions".formatted(name));
      }
    }
    String type = text("AuthType", "NO_AUTH");
    if (!AUTH_TYPES.contains(type)) {
      throw new RefusedParametersException(
          "The value for the field 'AuthType' must be one of the following: [NO_AUTH, IAM_ROLE,"
              + " RESOURCE_POLICY]");
    }
    if (!type.equals("NO_AUTH")) {
      throw new RefusedParametersException(
          "The AuthType '%s' needs a role, and there are none here; use NO_AUTH, or http:invoke with a connection"
              .formatted(type));
    }
  }

  /// A host, as on AWS; here also with a port, and with a scheme. A loopback host is called without
  /// TLS unless it says otherwise.
  private String origin() throws RefusedParametersException {
    var matcher = ENDPOINT.matcher(required("ApiEndpoint"));
    if (!matcher.matches()) {
      throw invalid("ApiEndpoint");
    }
    String host = matcher.group(2);
    String scheme =
        matcher.group(1) != null
            ? matcher.group(1)
            : LOOPBACK.matcher(host).matches() ? "http" : "https";
    return scheme + "://" + host + (matcher.group(3) == null ? "" : matcher.group(3));
  }

  private String method() throws RefusedParametersException {
    String method = required("Method");
    if (!METHODS.contains(method)) {
      throw invalid("Method");
    }
    return method;
  }

  private String path() throws RefusedParametersException {
    String stage = text("Stage", "");
    String path = text("Path", "").replaceFirst("^/", "");
    return (stage.isEmpty() ? "" : "/" + encoded(stage)) + "/" + path;
  }

  private String query() throws RefusedParametersException {
    StringBuilder query = new StringBuilder();
    for (Map.Entry<String, List<String>> parameter : lists("QueryParameters").entrySet()) {
      for (String value : parameter.getValue()) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(encoded(parameter.getKey()))
            .append('=')
            .append(encoded(value));
      }
    }
    return query.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Map<String, String> headers(HttpBody body) throws RefusedParametersException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (body.size() > 0) {
      headers.put("Content-Type", "application/json");
    }
    for (Map.Entry<String, List<String>> header : lists("Headers").entrySet()) {
      if (HttpTaskParameters.isReserved(header.getKey())) {
        throw new RefusedParametersException(
            "The header '%s' in the field 'Headers' is not allowed".formatted(header.getKey()));
      }
      String value = String.join(", ", header.getValue());
      if (!HttpCall.isPrintable(value)) {
        throw invalid("Headers");
      }
      headers.put(header.getKey(), value);
    }
    return headers;
  }

  /// Names with arrays of values, as AWS wants them here.
  private Map<String, List<String>> lists(String name) throws RefusedParametersException {
    Map<String, List<String>> lists = new TreeMap<>();
    Object given = members.get(name);
    if (given == null) {
      return lists;
    }
    if (!(given instanceof Map<?, ?> entries)) {
      throw invalid(name);
    }
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (!(entry.getValue() instanceof List<?> values)) {
        throw invalid(name);
      }
      List<String> texts = new ArrayList<>();
      values.forEach(value -> texts.add(FormEncoding.scalar(value)));
      lists.put(String.valueOf(entry.getKey()), texts);
    }
    return lists;
  }

  private HttpBody body() {
    Object body = members.get("RequestBody");
    return body == null ? HttpBody.EMPTY : HttpBody.of(Json.writeBytes(body));
  }

  private String required(String name) throws RefusedParametersException {
    if (members.get(name) == null) {
      throw HttpTaskParameters.missing(name);
    }
    return text(name, "");
  }

  private String text(String name, String absent) throws RefusedParametersException {
    return switch (members.get(name)) {
      case null -> absent;
      case String text -> text;
      default -> throw invalid(name);
    };
  }

  /// In AWS's words.
  private static RefusedParametersException invalid(String name) {
    return new RefusedParametersException(
        "The value of the field '%s' has an invalid format".formatted(name));
  }
}
