package io.stepwell.tasks.http;

import io.stepwell.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an HTTP task's parameters ask for, and the request that comes of it with a connection.
///
/// @param headers by name, without regard to case
/// @param body any JSON value; [#NONE] when the definition gives none
/// @param form how the body is encoded as a form, or null for JSON
record HttpTaskRequest(
    URI endpoint,
    String method,
    Map<String, String> headers,
    Map<String, @Nullable Object> query,
    @Nullable Object body,
    @Nullable FormEncoding form,
    @Nullable String connectionArn) {

  /// The body of a request that has none; JSON's null is another thing.
  static final Object NONE = new Object();

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String FORM = "application/x-www-form-urlencoded";

  /// A header that tells who calls.
  ///
  /// @param secret what it says, when that is hidden from whoever looks on
  record Identity(String header, String secret) {}

  /// The request as it goes out, or as it is shown.
  ///
  /// @param standard headers that are added where neither definition nor connection has them
  /// @param revealed whether the values of secrets are in it
  HttpCall call(
      Connection.Parameters added,
      @Nullable Identity identity,
      Map<String, String> standard,
      boolean revealed)
      throws RefusedParametersException {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(standard);
    all.putAll(headers);
    added.headers().forEach(each -> all.put(each.name(), value(each, revealed)));
    if (identity != null) {
      all.put(identity.header(), revealed ? identity.secret() : Secret.HIDDEN);
    }
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>(query);
    added.query().forEach(each -> parameters.put(each.name(), value(each, revealed)));
    byte[] bytes = encoded(merged(added.body(), revealed));
    if (body != NONE || !added.body().isEmpty()) {
      all.putIfAbsent(CONTENT_TYPE, form == null ? "application/json" : FORM);
    }
    try {
      return new HttpCall(method, withQuery(endpoint, parameters), all, HttpBody.of(bytes));
    } catch (IllegalArgumentException e) {
      throw new RefusedParametersException(String.valueOf(e.getMessage()));
    }
  }

  private static String value(Connection.Parameter parameter, boolean revealed) {
    return revealed || !parameter.secret() ? parameter.value().reveal() : Secret.HIDDEN;
  }

  private @Nullable Object merged(List<Connection.Parameter> added, boolean revealed)
      throws RefusedParametersException {
    if (added.isEmpty()) {
      return body;
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (body instanceof Map<?, ?> own) {
      own.forEach((name, member) -> members.put(String.valueOf(name), member));
    } else if (body != NONE) {
      throw new RefusedParametersException(
          "The value for the field 'RequestBody' must be an object, because the connection adds"
              + " members to it");
    }
    added.forEach(each -> members.put(each.name(), value(each, revealed)));
    return members;
  }

  private byte[] encoded(@Nullable Object value) throws RefusedParametersException {
    if (value == NONE) {
      return new byte[0];
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (form == null) {
      return Json.writeBytes(value);
    }
    if (value instanceof Map<?, ?> members) {
      return form.encode(members).getBytes(StandardCharsets.UTF_8);
    }
    throw new RefusedParametersException(
        "The value for the field 'RequestBody' must be an object or a string when it is"
            + " URL_ENCODED");
  }

  /// A URI with further query parameters: of a list each item, of null nothing.
  static URI withQuery(URI uri, Map<String, @Nullable Object> parameters) {
    Map<String, Object> present = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (value != null) {
            present.put(name, value);
          }
        });
    if (present.isEmpty()) {
      return uri;
    }
    // a blank is %20 in a query; a plus sign is itself already encoded
    String more = FormEncoding.REPEAT.encode(present).replace("+", "%20");
    String whole = uri.toString();
    int fragment = whole.indexOf('#');
    String plain = fragment < 0 ? whole : whole.substring(0, fragment);
    String joint = !plain.contains("?") ? "?" : plain.endsWith("?") ? "" : "&";
    return URI.create(plain + joint + more);
  }

  /// How AWS's trace shows headers.
  static String shown(Map<String, String> headers) {
    StringBuilder shown = new StringBuilder("[");
    headers.forEach(
        (name, value) ->
            shown
                .append(shown.length() > 1 ? ", " : "")
                .append(name.toLowerCase(Locale.ROOT))
                .append(": ")
                .append(value));
    return shown.append(']').toString();
  }
}
