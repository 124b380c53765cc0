package io.stepwell.api;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps web pages out. A page in the user's browser can send requests to this machine, and what is
/// sent here runs as code; so a request is refused that
///
/// - names a Host which is neither this machine nor configured (a page that rebinds its DNS name),
/// - comes from another origin, as `Origin` or `Sec-Fetch-Site` say,
/// - writes with a media type that a page may send to anybody without being asked first.
///
/// No reply carries CORS headers, so no page on another origin may read one either.
final class Gate {
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "(sync-)?(localhost|([a-z0-9_-]+\\.)+localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.?"
              + "|\\[::1]");

  /// What a form or a script may send anywhere.
  private static final Set<String> SIMPLE_TYPES =
      Set.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data");

  /// Where no page of the Studio is.
  private static final Set<String> NO_PAGES =
      Set.of("/stepwell", "/2015-03-31", "/session", "/metrics", "/healthz");

  private final Set<String> hosts;

  /// @param hosts further names of this server, in lower case
  Gate(Set<String> hosts) {
    this.hosts = hosts;
  }

  /// Null when the request may pass.
  @Nullable Reply refusal(Request request) {
    String host = request.header(Header.HOST);
    if (host == null || !isOurs(withoutPort(host))) {
      return refuse(
          403,
          "The Host '%s' is not this server's; it answers to localhost, 127.0.0.1 and the names in its setting 'hosts'"
              .formatted(host));
    }
    String origin = request.header(Header.ORIGIN);
    if (origin != null && !isSameOrigin(origin, host)) {
      return refuse(403, "Requests from web pages of another origin are refused: " + origin);
    }
    if ("cross-site".equals(request.header(Header.SEC_FETCH_SITE)) && !isLink(request)) {
      return refuse(403, "Requests from web pages of another site are refused");
    }
    return null;
  }

  /// Whether somebody follows a link to a page of the Studio, from a mail say. The page comes to
  /// them, not to the site that the link is on, and no frame shows it.
  private static boolean isLink(Request request) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    return reads
        && "navigate".equals(request.header(Header.SEC_FETCH_MODE))
        && NO_PAGES.stream().noneMatch(request.path()::startsWith);
  }

  /// Null when the request's media type is one that a page of another origin could not send
  /// unasked. AWS's command line invokes functions without any: its signature, which no page can
  /// add unasked either, stands in for it.
  @Nullable Reply mediaTypeRefusal(Request request) {
    String type = request.header(Header.CONTENT_TYPE);
    if (type == null) {
      String authorization = request.header(Header.AUTHORIZATION);
      return authorization != null && authorization.startsWith("AWS4-")
          ? null
          : refuse(415, "The request has no Content-Type; application/json would be right");
    }
    return SIMPLE_TYPES.contains(mediaType(type))
        ? refuse(415, "The Content-Type '%s' is refused".formatted(type))
        : null;
  }

  /// Null when the media type is that of AWS JSON.
  @Nullable Reply awsJsonRefusal(Request request) {
    String type = request.header(Header.CONTENT_TYPE);
    String plain = type == null ? "" : mediaType(type);
    return plain.equals("application/x-amz-json-1.0") || plain.equals("application/x-amz-json-1.1")
        ? null
        : refuse(
            415,
            "The Content-Type must be application/x-amz-json-1.0%s"
                .formatted(type == null ? "" : ", not '" + type + "'"));
  }

  private boolean isOurs(String name) {
    return hosts.contains(name)
        || (name.startsWith("sync-") && hosts.contains(name.substring("sync-".length())))
        || LOOPBACK.matcher(name).matches();
  }

  private static boolean isSameOrigin(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }

  private static String withoutPort(String host) {
    int bracket = host.indexOf(']');
    int colon = host.indexOf(':', Math.max(bracket, 0));
    return (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  private static String mediaType(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /// In the form that AWS's clients read.
  static Reply refuse(int status, String sentence) {
    String type =
        switch (status) {
          case 405 -> "MethodNotAllowedException";
          case 415 -> "UnsupportedMediaTypeException";
          default -> "AccessDeniedException";
        };
    return refuse(status, type, sentence);
  }

  static Reply refuse(int status, String type, String sentence) {
    return Reply.refused(status, type, sentence);
  }
}
