package io.stepwell.server;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// Makes requests, each near enough to a good one to get past the first checks: known routes, operations
/// and members, with values that are too long, too deep, too large, damaged or of another type. All from
/// one seed.
final class StrangeRequests {
  private static final String LOGS = "Logs_20140328.";
  private static final int DEEP = 10_000;
  private static final String ARNS = "arn:aws:states:us-east-1:123456789012:";

  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "PATCH", "BREW");
  private static final List<String> ROUTES =
      List.of(
          "/",
          "/healthz",
          "/metrics",
          "/session",
          "/machines/*",
          "/executions/*",
          "/stepwell/info",
          "/stepwell/machines",
          "/stepwell/machines/*/metrics",
          "/stepwell/usage",
          "/stepwell/executions",
          "/stepwell/executions/*",
          "/stepwell/executions/*/cost",
          "/stepwell/executions/*/recent",
          "/stepwell/executions/*/events",
          "/stepwell/activities/*",
          "/stepwell/tasks",
          "/stepwell/quarantine",
          "/stepwell/quarantine/*/retry",
          "/stepwell/quarantine/*/abort",
          "/stepwell/bulk",
          "/stepwell/bulk/*",
          "/stepwell/bulk/*/cancel",
          "/stepwell/functions/*/code",
          "/stepwell/functions/*/logs",
          "/stepwell/schedules",
          "/stepwell/schedules/*/enable",
          "/stepwell/schedules/*/run",
          "/stepwell/schedules/*/delete",
          "/stepwell/live",
          "/schedules",
          "/schedules/*",
          "/2015-03-31/functions",
          "/2015-03-31/functions/*",
          "/2015-03-31/functions/*/invocations",
          "/2015-03-31/functions/*/versions",
          "/2015-03-31/functions/*/code",
          "/2015-03-31/functions/*/configuration",
          "/*",
          "/*/*");
  private static final List<String> SEGMENTS =
      List.of(
          "%zz",
          "%",
          "%2",
          "%C0%80",
          "%ff%fe",
          "%00",
          "..",
          "%2e%2e",
          "%2F",
          "a+b",
          "m",
          "x",
          "stop",
          "redrive",
          ARNS + "stateMachine:m",
          ARNS + "stateMachine:m:1",
          ARNS + "execution:m:none",
          ARNS + "express:x:none:1",
          ARNS + "mapRun:m/label:none",
          ARNS + "activity:none",
          "arn%3Aaws%3Astates",
          "arn:::::",
          ":::::::::",
          "-1",
          "99999999999999999999",
          "\u00fc\u00df\u20ac",
          "a".repeat(2_000));
  private static final List<String> PARAMETERS =
      List.of(
          "from",
          "to",
          "at",
          "limit",
          "max",
          "machine",
          "status",
          "page",
          "nextToken",
          "text",
          "name",
          "prefix",
          "order",
          "Marker",
          "MaxItems",
          "Qualifier",
          "groupName",
          "NamePrefix",
          "State",
          "NextToken",
          "MaxResults",
          "X-Amz-Algorithm",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-Credential",
          "X-Amz-Signature",
          "X-Amz-SignedHeaders",
          "ScheduleGroup",
          "zone",
          "pricePerTransition",
          "input",
          "error",
          "olderThan",
          "query",
          "kind",
          "token");
  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "1",
          "2147483648",
          "99999999999999999999",
          "1e999999999",
          "NaN",
          "true",
          "",
          "2026-01-01",
          "%2B999999999-12-31",
          "-999999999-01-01",
          "9999-12-31",
          "1970-01-01",
          "999999999999999",
          "2026-13-45",
          "20260101T000000Z",
          "99999999T999999Z",
          "%zz",
          "%",
          "%C0%80",
          "%00",
          "RUNNING",
          "AWS4-HMAC-SHA256",
          "AKIA/20260101/us-east-1/states/aws4_request",
          "a;b",
          "*",
          "x".repeat(3_000));
  private static final List<String> LOG_OPERATIONS =
      List.of(
          "CreateLogGroup",
          "DescribeLogGroups",
          "DescribeLogStreams",
          "GetLogEvents",
          "FilterLogEvents",
          "PutRetentionPolicy",
          "DeleteLogGroup");
  private static final List<String> LOG_MEMBERS =
      List.of(
          "logGroupName",
          "logGroupIdentifier",
          "logStreamName",
          "nextToken",
          "limit",
          "startTime",
          "endTime",
          "filterPattern",
          "retentionInDays",
          "logStreamNames");
  private static final List<String> TYPES =
      List.of(
          "application/x-amz-json-1.0",
          "application/x-amz-json-1.0",
          "application/x-amz-json-1.1",
          "application/json",
          "application/json; charset=nonsense",
          "text/plain",
          ";;;",
          "");
  private static final List<String> HEADERS =
      List.of(
          "Authorization",
          "Cookie",
          "X-Amz-Date",
          "Date",
          "X-Amz-Content-Sha256",
          "Origin",
          "X-Amzn-Trace-Id",
          "traceparent",
          "X-Amz-Client-Context",
          "X-Amz-Invocation-Type",
          "X-Amz-Log-Type",
          "Accept-Encoding",
          "Accept",
          "X-Stepwell-Csrf",
          "Range",
          "If-None-Match",
          "Last-Event-ID",
          "Expect",
          "Sec-Fetch-Site",
          "Content-Encoding",
          "Cache-Control");
  private static final List<String> HEADER_VALUES =
      List.of(
          "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/states/aws4_request,"
              + " SignedHeaders=host, Signature="
              + "0".repeat(64),
          "AWS4-HMAC-SHA256 Credential=AKIAADMIN/99999999/us-east-1/scheduler/aws4_request,"
              + " SignedHeaders=host;x-amz-date, Signature=zz",
          "AWS4-HMAC-SHA256 Credential=,,,=,",
          "Basic " + "A".repeat(200),
          "Basic QUtJQUFETUlOOnNlY3JldA==",
          "Basic %%%",
          "Bearer x",
          "20260101T000000Z",
          "99999999T999999Z",
          "00-" + "f".repeat(32) + "-" + "f".repeat(16) + "-01",
          "Root=1-zz;Parent=;Sampled=9",
          "stepwell-session=" + "x".repeat(100),
          "e30=",
          "!!!",
          "Event",
          "gzip",
          "*/*",
          "\u00e9\u00ff",
          "",
          "v".repeat(20_000));
  private static final List<String> NUMBERS =
      List.of(
          "1e999999999",
          "-1e-999999999",
          "9".repeat(2_000),
          "1e5000",
          "0.1e+400",
          "-0",
          "1E400",
          "9223372036854775808",
          "123456789012345678901234567890");

  private final Random random;
  private final Map<String, List<String>> operations = operations();
  private final List<String> names = List.copyOf(operations.keySet());

  StrangeRequests(long seed) {
    random = new Random(seed);
  }

  /// The operations of AWS's model, with the names of their members.
  private static Map<String, List<String>> operations() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    try (InputStream table =
            StrangeRequests.class.getResourceAsStream("/io/stepwell/api/protocol/states.api");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(table), StandardCharsets.UTF_8))) {
      List<String> members = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("  ")) {
          members.add(line.strip().split("[ !.\\[]", 2)[0]);
        } else if (!line.startsWith("#")) {
          members = new ArrayList<>();
          all.put(line, members);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }

  /// A request as it goes out.
  static final class Strange {
    private final byte[] bytes;
    private final boolean head;

    Strange(byte[] bytes, boolean head) {
      this.bytes = bytes;
      this.head = head;
    }

    byte[] bytes() {
      return bytes;
    }

    /// Whether its answer has no body.
    boolean head() {
      return head;
    }

    @Override
    public String toString() {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return text.length() > 3_000 ? text.substring(0, 3_000) + "…" : text;
    }
  }

  Strange next() {
    boolean operation = random.nextInt(5) < 2;
    String method = operation ? "POST" : any(METHODS);
    String target = operation ? any(names) : "";
    StringBuilder head = new StringBuilder(method).append(' ');
    head.append(operation ? "/" : path()).append(query(operation)).append(" HTTP/1.1\r\n");
    header(head, "Host", random.nextInt(40) == 0 ? "evil.example" : "localhost");
    String type = operation ? TYPES.getFirst() : any(TYPES);
    if (!type.isEmpty()) {
      header(head, "Content-Type", type);
    }
    boolean logs = operation && random.nextInt(10) == 0;
    if (operation) {
      header(head, "X-Amz-Target", logs ? LOGS + any(LOG_OPERATIONS) : target(target));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      header(head, any(HEADERS), any(HEADER_VALUES));
    }
    boolean sends = !method.equals("GET") && !method.equals("HEAD");
    byte[] body =
        sends ? body(logs ? LOG_MEMBERS : operations.getOrDefault(target, List.of())) : new byte[0];
    return new Strange(message(head, body, sends), method.equals("HEAD"));
  }

  private byte[] message(StringBuilder head, byte[] body, boolean sends) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean chunked = sends && random.nextInt(8) == 0;
    if (chunked) {
      header(head, "Transfer-Encoding", "chunked");
    } else if (sends) {
      header(head, "Content-Length", String.valueOf(body.length));
    }
    all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    if (chunked && body.length > 0) {
      all.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    all.writeBytes(body);
    if (chunked) {
      String end = (body.length > 0 ? "\r\n" : "") + "0\r\n\r\n";
      all.writeBytes(end.getBytes(StandardCharsets.UTF_8));
    }
    return all.toByteArray();
  }

  private String target(String operation) {
    return "AWSStepFunctions." + operation + (random.nextInt(20) == 0 ? "X" : "");
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    for (char c : any(ROUTES).toCharArray()) {
      path.append(c == '*' ? any(SEGMENTS) : String.valueOf(c));
    }
    return path.toString();
  }

  private String query(boolean operation) {
    StringBuilder query = new StringBuilder();
    for (int i = operation ? random.nextInt(2) : random.nextInt(4); i > 0; i--) {
      query.append(query.isEmpty() ? '?' : '&').append(any(PARAMETERS));
      query.append(random.nextInt(10) == 0 ? "" : "=" + any(VALUES));
    }
    return query.toString();
  }

  private byte[] body(List<String> members) {
    byte[] good = object(members, 0).getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(12)) {
      case 0 -> new byte[0];
      case 1 -> java.util.Arrays.copyOf(good, random.nextInt(good.length + 1)); // cut off
      case 2 -> deep(members);
      case 3 -> damaged(good);
      case 4 -> ("\uFEFF" + "{}").getBytes(StandardCharsets.UTF_8);
      default -> good;
    };
  }

  private byte[] deep(List<String> members) {
    String open = random.nextBoolean() ? "[" : "{\"a\":";
    String close = open.equals("[") ? "]" : "}";
    String deep = open.repeat(DEEP) + "1" + close.repeat(random.nextBoolean() ? DEEP : 0);
    String name = members.isEmpty() ? "a" : any(members);
    String text = random.nextBoolean() ? quoted(deep) : deep;
    return ("{\"" + name + "\":" + text + "}").getBytes(StandardCharsets.UTF_8);
  }

  private byte[] damaged(byte[] good) {
    byte[] bytes = good.clone();
    for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private String object(List<String> members, int depth) {
    StringBuilder out = new StringBuilder("{");
    for (String name : members) {
      if (random.nextInt(8) > 0) {
        out.append(out.length() > 1 ? "," : "").append('"').append(name).append("\":");
        out.append(member(name, depth));
        if (random.nextInt(20) == 0) { // twice
          out.append(",\"").append(name).append("\":").append(member(name, depth));
        }
      }
    }
    return out.append('}').toString();
  }

  private String member(String name, int depth) {
    if (random.nextInt(4) == 0) {
      return value(depth);
    }
    return switch (name) {
      case "name" -> quoted(any(List.of("m", "x", "n" + random.nextInt(50), "bad name", "")));
      case "roleArn" -> quoted("arn:aws:iam::123456789012:role/r");
      case "input", "output", "variables", "context" -> quoted(value(0));
      case "definition" -> quoted(any(definitions()));
      case "type" -> quoted(any(List.of("STANDARD", "EXPRESS")));
      case "logGroupName" -> quoted(any(List.of("g", "/g/h", "..", "bad name")));
      case "nextToken" -> quoted(any(List.of("f/0/-5", "b/9/99999999999", "f/0/4294967295", "x")));
      case "limit" -> any(List.of("0", "1", "-1", "10000", "1e400"));
      case "maxResults" -> any(List.of("0", "1", "1000", "-1", "1001"));
      default ->
          name.endsWith("Arn")
              ? quoted(any(SEGMENTS).startsWith("arn") ? any(SEGMENTS) : ARNS + "stateMachine:m")
              : value(depth);
    };
  }

  private List<String> definitions() {
    String state = "{\"Type\":\"Pass\",\"End\":true,\"Parameters\":" + value(1) + "}";
    return List.of(
        "{\"StartAt\":\"A\",\"States\":{\"A\":" + state + "}}",
        "{\"StartAt\":\"A\",\"QueryLanguage\":\"JSONata\",\"States\":{\"A\":{\"Type\":\"Pass\","
            + "\"End\":true,\"Output\":\"{% "
            + "(".repeat(random.nextInt(3_000))
            + " %}\"}}}",
        "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true,\"Parameters\":"
            + "{\"a.$\":\""
            + "States.Format(".repeat(1 + random.nextInt(2_000))
            + "\"}}}}",
        state,
        "[".repeat(DEEP),
        "");
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0 -> "null";
      case 1 -> any(NUMBERS);
      case 2 -> String.valueOf(random.nextInt());
      case 3 -> quoted(any(SEGMENTS));
      case 4 -> any(List.of("true", "\"\\ud800\"", "\"\\u0000\"", "\"\"", "\"\\x\"", "nul"));
      case 5 -> quoted(any(VALUES));
      case 6 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
      default -> object(List.of(any(PARAMETERS), "key", "value"), depth + 1);
    };
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
