package io.stepwell.api.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.api.auth.Authentication;
import io.stepwell.api.http.HttpServer;
import io.stepwell.api.protocol.ModelTable.Member;
import io.stepwell.json.Json;
import io.stepwell.runtime.Account;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every constraint of AWS's model, over the wire: for each member of each operation what violates
/// it is refused with AWS's message, and values at its bounds are not. The cases are made from the
/// table, none by hand. The operations behind do nothing, so whatever passes is answered with 200.
final class ModelConstraintsTest {
  private static final ModelTable TABLE = ModelTable.read();
  private static final String REFUSED = "1 validation error detected: Value";

  @SuppressWarnings("NullAway.Init")
  private static HttpServer server;

  @SuppressWarnings("NullAway.Init")
  private static HttpClient client;

  @BeforeAll
  static void start() throws IOException {
    Map<String, Operation> operations = new HashMap<>();
    TABLE.operations().forEach(name -> operations.put(name, (_, _) -> {}));
    server =
        HttpServer.start(
            "127.0.0.1",
            0,
            new AwsJson(new Accounts(Account.DEFAULT, true), Authentication.NONE, operations));
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyMemberOfEveryOperation() {
    return TABLE.operations().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private static void check(String operation) throws Exception {
    for (Member member : TABLE.members(operation)) {
      required(operation, member);
      wrongTypes(operation, member);
      switch (member.type()) {
        case "string" -> text(operation, member);
        case "list" -> list(operation, member);
        case "integer", "long", "float" -> number(operation, member);
        default -> {}
      }
    }
    severalAtOnce(operation);
  }

  private static void required(String operation, Member member) throws Exception {
    if (member.required()) {
      refused(
          operation,
          TABLE.requestWithout(operation, member.path()),
          " null at '%s' failed to satisfy constraint: Member must not be null"
              .formatted(member.shownPath()));
    } else if (!member.path().endsWith("]")) {
      passes(operation, TABLE.requestWithout(operation, member.path()));
    }
  }

  private static void text(String operation, Member member) throws Exception {
    if (!member.values().isEmpty()) {
      for (String value : member.values()) {
        passes(operation, member, value);
      }
      refused(
          operation,
          member,
          "nonsense",
          "satisfy enum value set: [" + String.join(", ", member.values()) + "]");
      return;
    }
    if (member.min() > 0) {
      passes(operation, member, "a".repeat((int) member.min()));
      refusedShort(operation, member);
    } else if (member.pattern().isEmpty()) {
      passes(operation, member, "");
    }
    if (member.max() < Long.MAX_VALUE) {
      String tooLong = "have length less than or equal to " + member.max();
      passes(operation, member, "a".repeat((int) member.max()));
      refused(operation, member, "a".repeat((int) member.max() + 1), tooLong);
      if (member.payload()) {
        passes(operation, member, "é".repeat((int) member.max() / 2));
        refused(operation, member, "é".repeat((int) member.max() / 2 + 1), tooLong);
      }
    }
    if (!member.pattern().isEmpty()) {
      for (String value : List.of("é", "a b", "12")) {
        if (value.matches(member.pattern())) {
          passes(operation, member, value);
        } else {
          refused(
              operation, member, value, "satisfy regular expression pattern: " + member.pattern());
        }
      }
    }
  }

  /// A pattern may refuse the empty text as well.
  private static void refusedShort(String operation, Member member) throws Exception {
    String tooShort = "have length greater than or equal to " + member.min();
    String value = "a".repeat((int) member.min() - 1);
    if (member.pattern().isEmpty()) {
      refused(operation, member, value, tooShort);
    } else {
      assertThat(message(operation, TABLE.request(operation, member.path(), value)))
          .startsWith("2 validation errors detected: ")
          .endsWith("Member must " + tooShort);
    }
  }

  private static void list(String operation, Member member) throws Exception {
    if (member.max() < Long.MAX_VALUE) {
      passes(operation, member, TABLE.listOf(operation, member, member.max()));
      refusedList(
          operation, member, member.max() + 1, "have length less than or equal to " + member.max());
    }
    if (member.min() > 0) {
      passes(operation, member, TABLE.listOf(operation, member, member.min()));
      refusedList(
          operation,
          member,
          member.min() - 1,
          "have length greater than or equal to " + member.min());
    }
  }

  private static void refusedList(String operation, Member member, long size, String constraint)
      throws Exception {
    Object list = TABLE.listOf(operation, member, size);
    refused(
        operation,
        TABLE.request(operation, member.path(), list),
        " '%s' at '%s' failed to satisfy constraint: Member must %s"
            .formatted(Json.write(list), member.shownPath(), constraint));
  }

  private static void number(String operation, Member member) throws Exception {
    if (member.min() > Long.MIN_VALUE) {
      passes(operation, member, member.min());
      refused(
          operation,
          member,
          member.min() - 1,
          "have value greater than or equal to " + member.min());
    }
    if (member.max() < Long.MAX_VALUE) {
      passes(operation, member, member.max());
      refused(
          operation, member, member.max() + 1, "have value less than or equal to " + member.max());
    }
  }

  private static void wrongTypes(String operation, Member member) throws Exception {
    Map<String, Object> others = new LinkedHashMap<>();
    others.put("string", "text");
    others.put("boolean", true);
    others.put("integer", 1L);
    others.put("structure", Map.of());
    others.put("list", List.of());
    others.remove(member.type());
    if (List.of("long", "float").contains(member.type())) {
      others.remove("integer");
    }
    for (Object value : others.values()) {
      HttpResponse<String> response =
          send(operation, TABLE.request(operation, member.path(), value));
      assertThat(response.statusCode()).as(operation + " " + member.path()).isEqualTo(400);
      assertThat(response.body())
          .startsWith("{\"__type\":\"com.amazon.coral.service#SerializationException\"")
          .contains(" at '" + member.shownPath() + "'");
    }
  }

  /// All members at the margin beyond their bounds together are one error that names them all.
  private static void severalAtOnce(String operation) throws Exception {
    Map<String, Object> request = new LinkedHashMap<>();
    int violations = 0;
    for (Member member : TABLE.members(operation)) {
      boolean top = member.path().indexOf('.') < 0 && member.path().indexOf('[') < 0;
      if (top && member.type().equals("string") && member.max() < 10_000) {
        request.put(member.path(), "é".repeat((int) member.max() + 1));
        violations += member.pattern().isEmpty() ? 1 : 2;
      } else if (top && member.required()) {
        violations++;
      }
    }
    if (violations > 1) {
      assertThat(message(operation, Json.write(request)))
          .startsWith(violations + " validation errors detected: Value ");
    }
  }

  private static void refused(String operation, Member member, Object value, String constraint)
      throws Exception {
    refused(
        operation,
        TABLE.request(operation, member.path(), value),
        "%s at '%s' failed to satisfy constraint: Member must %s"
            .formatted(
                member.sensitive() ? "" : " '" + value + "'", member.shownPath(), constraint));
  }

  private static void refused(String operation, String request, String message) throws Exception {
    HttpResponse<String> response = send(operation, request);
    assertThat(response.statusCode()).as(operation + message).isEqualTo(400);
    assertThat(json(response))
        .isEqualTo(
            Map.of(
                "__type",
                "com.amazon.coral.validate#ValidationException",
                "message",
                REFUSED + message));
  }

  private static void passes(String operation, Member member, Object value) throws Exception {
    passes(operation, TABLE.request(operation, member.path(), value));
  }

  private static void passes(String operation, String request) throws Exception {
    HttpResponse<String> response = send(operation, request);
    assertThat(response.body()).as(operation).isEqualTo("{}");
    assertThat(response.statusCode()).isEqualTo(200);
  }

  private static String message(String operation, String request) throws Exception {
    return String.valueOf(json(send(operation, request)).get("message"));
  }

  private static Map<?, ?> json(HttpResponse<String> response) {
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(response.body()));
  }

  private static HttpResponse<String> send(String operation, String request)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
            .header("Content-Type", AwsJson.CONTENT_TYPE)
            .header("X-Amz-Target", "AWSStepFunctions." + operation)
            .POST(BodyPublishers.ofString(request))
            .build(),
        BodyHandlers.ofString());
  }
}
