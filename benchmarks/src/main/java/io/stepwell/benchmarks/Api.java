package io.stepwell.benchmarks;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client of the Step Functions API: one connection, for one thread.
final class Api implements AutoCloseable {
  private static final String ACCOUNT = "123456789012";
  private static final String HEADERS =
      "Content-Type: application/x-amz-json-1.0\r\n"
          + "Authorization: AWS4-HMAC-SHA256"
          + " Credential=test/20260101/us-east-1/states/aws4_request, SignedHeaders=host,"
          + " Signature=0\r\n"
          + "X-Amz-Target: AWSStepFunctions.";
  private static final Set<String> OPEN = Set.of("RUNNING", "PENDING_REDRIVE");

  private final Connection connection;

  Api(Endpoint endpoint) {
    connection = new Connection(endpoint);
  }

  /// @throws IOException also when the server refuses
  String call(String operation, String body) throws IOException {
    String answer = connection.post("/", HEADERS + operation + "\r\n", body);
    if (connection.status() != 200) {
      throw new IOException(operation + " HTTP " + connection.status() + " " + answer);
    }
    return answer;
  }

  /// Creates a state machine, or finds the same one, and returns its ARN.
  String machine(String name, boolean express, String definition) throws IOException {
    return field(
        call(
            "CreateStateMachine",
            "{\"name\":\"%s\",\"type\":\"%s\",\"roleArn\":\"arn:aws:iam::%s:role/bench\",\"definition\":%s}"
                .formatted(name, express ? "EXPRESS" : "STANDARD", ACCOUNT, quoted(definition))),
        "stateMachineArn");
  }

  static String startBody(String machineArn, String input) {
    return "{\"stateMachineArn\":\"" + machineArn + "\",\"input\":" + quoted(input) + "}";
  }

  /// Starts an execution and returns its ARN.
  String start(String body) throws IOException {
    return field(call("StartExecution", body), "executionArn");
  }

  String status(String executionArn) throws IOException {
    return field(
        call("DescribeExecution", "{\"executionArn\":\"" + executionArn + "\"}"), "status");
  }

  static boolean ended(String status) {
    return !OPEN.contains(status);
  }

  /// How many executions of a machine have this status.
  int count(String machineArn, String status) throws IOException {
    int count = 0;
    String token = null;
    do {
      String more = token == null ? "" : ",\"nextToken\":" + quoted(token);
      String page =
          call(
              "ListExecutions",
              "{\"stateMachineArn\":\"%s\",\"statusFilter\":\"%s\",\"maxResults\":1000%s}"
                  .formatted(machineArn, status, more));
      for (int at = page.indexOf("\"executionArn\""); at >= 0; count++) {
        at = page.indexOf("\"executionArn\"", at + 1);
      }
      token = optionalField(page, "nextToken");
    } while (token != null);
    return count;
  }

  static String field(String json, String name) throws IOException {
    String value = optionalField(json, name);
    if (value == null) {
      throw new IOException("no " + name + " in " + json);
    }
    return value;
  }

  /// The text of a member that holds no quotation marks.
  private static @Nullable String optionalField(String json, String name) {
    int at = json.indexOf('"' + name + '"');
    int from = at < 0 ? -1 : json.indexOf('"', at + name.length() + 2);
    return from < 0 ? null : json.substring(from + 1, json.indexOf('"', from + 1));
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public void close() {
    connection.close();
  }
}
