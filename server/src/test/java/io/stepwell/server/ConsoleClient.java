package io.stepwell.server;

import io.stepwell.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Asks a server as the Studio does: AWS's operations, and the console's own interface.
final class ConsoleClient implements AutoCloseable {
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  ConsoleClient(String url) {
    this.url = url;
  }

  static String encoded(String arn) {
    return URLEncoder.encode(arn, StandardCharsets.UTF_8);
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> getting(String path) {
    return send(to(path));
  }

  HttpResponse<String> posting(String path, String body) {
    return send(
        to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  Map<String, Object> get(String path) {
    return read(getting(path));
  }

  Map<String, Object> post(String path, String body) {
    return read(posting(path, body));
  }

  /// The sentence with which a request is refused.
  String refusal(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return String.valueOf(json(response).get("message"));
  }

  Map<String, Object> states(String operation, Map<String, ?> members) {
    return read(
        send(
            to("/")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AWSStepFunctions." + operation)
                .POST(BodyPublishers.ofString(Json.write(members)))));
  }

  String machine(String name, String type, String definition) {
    Map<String, String> request =
        Map.of(
            "name", name,
            "type", type,
            "definition", definition,
            "roleArn", "arn:aws:iam::123456789012:role/any");
    return String.valueOf(states("CreateStateMachine", request).get("stateMachineArn"));
  }

  String start(String machine, String name, String input) {
    Map<String, String> request = Map.of("stateMachineArn", machine, "name", name, "input", input);
    return String.valueOf(states("StartExecution", request).get("executionArn"));
  }

  String status(String execution) {
    return String.valueOf(describe(execution).get("status"));
  }

  Map<String, Object> describe(String execution) {
    return states("DescribeExecution", Map.of("executionArn", execution));
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> list(Map<String, Object> answer, String name) {
    return (List<Map<String, Object>>) Objects.requireNonNull(answer.get(name), name);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Map<String, Object> answer, String name) {
    return (Map<String, Object>) Objects.requireNonNull(answer.get(name), name);
  }

  private static Map<String, Object> read(HttpResponse<String> response) {
    if (response.statusCode() >= 300) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return json(response);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> json(HttpResponse<String> response) {
    return (Map<String, Object>) Objects.requireNonNull(Json.parse(response.body()));
  }

  @Override
  public void close() {
    http.close();
  }
}
