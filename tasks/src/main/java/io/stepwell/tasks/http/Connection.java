package io.stepwell.tasks.http;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a service wants to be called, apart from any definition: an EventBridge connection, kept in
/// the server's configuration.
///
/// @param name the part of its ARN behind `connection/`
/// @param id the part behind the name, when only that one is accepted
/// @param account the only account whose executions may use it, or null for all
/// @param parameters what is added to every request
public record Connection(
    String name,
    @Nullable String id,
    @Nullable String account,
    Authorization authorization,
    Parameters parameters) {

  /// Who calls.
  public sealed interface Authorization {
    /// HTTP's Basic scheme (RFC 7617).
    record Basic(String username, Secret password) implements Authorization {}

    /// A header with a key.
    record ApiKey(String header, Secret value) implements Authorization {}

    /// OAuth 2.0 client credentials (RFC 6749, section 4.4): a token from an endpoint, sent as
    /// `Bearer`.
    ///
    /// @param method of the request for a token
    /// @param inBody whether id and secret are members of the form; otherwise they are sent as Basic
    /// @param parameters of the request for a token; its body is a form
    record ClientCredentials(
        URI endpoint,
        String method,
        String clientId,
        Secret clientSecret,
        boolean inBody,
        Parameters parameters)
        implements Authorization {}
  }

  /// Headers, query parameters and members of the body that a connection adds to a request, where
  /// they win over the definition's.
  public record Parameters(List<Parameter> headers, List<Parameter> query, List<Parameter> body) {
    public static final Parameters NONE = new Parameters(List.of(), List.of(), List.of());

    public Parameters {
      headers = List.copyOf(headers);
      query = List.copyOf(query);
      body = List.copyOf(body);
    }
  }

  /// @param secret whether its value is hidden from whoever looks on
  public record Parameter(String name, Secret value, boolean secret) {
    static void addTo(Map<String, @Nullable Object> members, List<Parameter> parameters) {
      parameters.forEach(each -> members.put(each.name(), each.value().reveal()));
    }
  }
}
