package io.stepwell.cli;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A client of a Stepwell server, over the same HTTP that every AWS client uses.
final class ApiClient {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(75);
  private static final Duration LONG = Duration.ofHours(12);
  private static final String DATA = "data: ";

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  ApiClient(String url) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  String url() {
    return url;
  }

  /// A server's answer that is no success.
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String type;

    RefusedException(String type, String message) {
      super(message, null, false, false);
      this.type = type;
    }

    /// AWS's name of the error.
    String type() {
      return type;
    }

    String message() {
      return String.valueOf(getMessage());
    }
  }

  /// Whether a server is there and ready.
  boolean isReady() {
    try {
      HttpRequest request = request("/healthz").timeout(CONNECT).GET().build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// An operation of the Step Functions API.
  Map<?, ?> states(String operation, Map<String, ?> members) throws RefusedException {
    return object(
        request("/")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AWSStepFunctions." + operation)
            .POST(body(members)));
  }

  /// A request of the Lambda API.
  ///
  /// @param path behind `/2015-03-31/functions`
  Map<?, ?> lambda(String method, String path, @Nullable Map<String, ?> members)
      throws RefusedException {
    return object(
        request("/2015-03-31/functions" + path)
            .header("Content-Type", "application/json")
            .method(method, members == null ? BodyPublishers.noBody() : body(members)));
  }

  /// A question of the console's own interface.
  ///
  /// @param path behind `/stepwell`
  Map<?, ?> console(String method, String path) throws RefusedException {
    return object(
        request("/stepwell" + path)
            .header("Content-Type", "application/json")
            .method(method, method.equals("GET") ? BodyPublishers.noBody() : body(Map.of())));
  }

  /// A request of the console's own interface that takes as long as it takes.
  ///
  /// @param path behind `/stepwell`
  /// @param signature headers that say who asks
  Map<?, ?> console(String path, Map<String, ?> members, Signature signature)
      throws RefusedException {
    byte[] body = Json.writeBytes(members);
    HttpRequest.Builder request =
        request("/stepwell" + path)
            .timeout(LONG)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    signature.of("POST", URI.create(url + "/stepwell" + path), body).forEach(request::header);
    return object(request);
  }

  /// Headers that say who asks.
  interface Signature {
    Map<String, String> of(String method, URI uri, byte[] body);
  }

  /// An ARN as a part of a path.
  static String encoded(String arn) {
    return URLEncoder.encode(arn, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Shows the history of an execution, live, until its end.
  void events(String executionArn, Consumer<Map<?, ?>> onEvent) {
    HttpRequest request =
        request("/stepwell/executions/" + encoded(executionArn) + "/events").GET().build();
    try {
      HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
      try (Stream<String> lines = response.body()) {
        lines
            .filter(line -> line.startsWith(DATA))
            .map(line -> (Map<?, ?>) Json.parse(line.substring(DATA.length())))
            .filter(event -> event != null && !event.isEmpty())
            .forEach(onEvent);
      }
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private HttpRequest.Builder request(String path) {
    try {
      return HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER);
    } catch (IllegalArgumentException e) {
      throw new CliException(
          CliException.USAGE, "'" + url + "' is no URL; http://localhost:8083 would be one");
    }
  }

  private static BodyPublisher body(Map<String, ?> members) {
    return BodyPublishers.ofByteArray(Json.writeBytes(members));
  }

  private Map<?, ?> object(HttpRequest.Builder request) throws RefusedException {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      Object value = response.body().length == 0 ? Map.of() : Json.parse(response.body());
      Map<?, ?> answer = value instanceof Map<?, ?> members ? members : Map.of();
      if (response.statusCode() >= 300) {
        throw refused(response, answer);
      }
      return answer;
    } catch (IOException e) {
      throw unreachable(e);
    } catch (JsonException e) {
      throw new CliException(CliException.FAILED, url + " does not answer as Stepwell does");
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static RefusedException refused(HttpResponse<?> response, Map<?, ?> answer) {
    Object type = answer.get("__type");
    Object message = answer.get("message") == null ? answer.get("Message") : answer.get("message");
    String name =
        type instanceof String text
            ? text.substring(text.indexOf('#') + 1)
            : response.headers().firstValue("x-amzn-ErrorType").orElse("Error");
    return new RefusedException(name, message instanceof String text ? text : "no reason given");
  }

  private CliException unreachable(IOException e) {
    String why = e.getMessage();
    return new CliException(
        CliException.FAILED,
        "no server answers at %s%s; 'stepwell server' starts one, --endpoint names another"
            .formatted(url, why == null ? "" : " (" + why + ")"));
  }

  private static CliException interrupted() {
    Thread.currentThread().interrupt();
    return new CliException(CliException.FAILED, "interrupted");
  }
}
