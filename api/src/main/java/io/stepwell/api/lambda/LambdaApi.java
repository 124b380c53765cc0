package io.stepwell.api.lambda;

import io.stepwell.api.http.Handler;
import io.stepwell.api.http.Header;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import io.stepwell.functions.CreateFunction;
import io.stepwell.functions.FunctionConfiguration;
import io.stepwell.functions.FunctionException;
import io.stepwell.functions.Functions;
import io.stepwell.functions.Invocation;
import io.stepwell.functions.InvokeFunction;
import io.stepwell.functions.UpdateFunction;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Lambda API below `/2015-03-31/functions`: REST with JSON, errors named by the header
/// `x-amzn-ErrorType`.
///
/// Offered: create, get, list, delete, update code and configuration, invoke (also later, or not at all).
public final class LambdaApi implements Handler {
  public static final String PATH = "/2015-03-31/functions";

  private static final Logger LOG = LoggerFactory.getLogger(LambdaApi.class);

  /// The largest that there is: a function's code.
  public static final int MAX_REQUEST_BYTES = 72 * 1024 * 1024;

  private static final int MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;
  private static final int LOG_TAIL_BYTES = 4 * 1024;

  private final Functions functions;

  public LambdaApi(Functions functions) {
    this.functions = functions;
  }

  @Override
  public Reply handle(Request request) throws InterruptedException {
    try {
      return route(request, Segments.of(request.path().substring(PATH.length())));
    } catch (FunctionException e) {
      return error(e.status(), e.type(), e.message());
    } catch (TooLargeException e) {
      return error(413, "RequestTooLargeException", String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("request {} {} {} failed", request.id(), request.method(), request.path(), e);
      return error(
          500,
          "ServiceException",
          "Internal error; the server's log has it as request " + request.id());
    }
  }

  private Reply route(Request request, List<String> segments)
      throws TooLargeException, InterruptedException {
    String route = request.method() + "/" + String.join("/", Segments.withoutName(segments));
    String function = segments.isEmpty() ? "" : segments.getFirst();
    return switch (route) {
      case "POST/" -> create(request);
      case "GET/" -> list(request);
      case "GET/*" -> get(function);
      case "DELETE/*" -> delete(function);
      case "GET/*/configuration" -> json(200, functions.get(function).describe());
      case "PUT/*/configuration" -> updateConfiguration(function, request);
      case "PUT/*/code" -> updateCode(function, request);
      case "POST/*/invocations" -> invoke(function, request);
      default ->
          error(
              404,
              "UnknownOperationException",
              "Stepwell does not offer %s %s of the Lambda API"
                  .formatted(request.method(), request.path()));
    };
  }

  private Reply create(Request request) throws TooLargeException {
    Document body = Document.parse(request.body(MAX_REQUEST_BYTES));
    CreateFunction create =
        new CreateFunction(
            body.required("FunctionName"),
            body.required("Runtime"),
            body.required("Role"),
            body.required("Handler"),
            body.object("Code").zip(),
            body.text("Description", ""),
            body.number("Timeout", CreateFunction.DEFAULT_TIMEOUT_SECONDS),
            body.number("MemorySize", CreateFunction.DEFAULT_MEMORY_MEGABYTES),
            body.object("Environment").strings("Variables"),
            body.strings("Tags"),
            body.list("Architectures", List.of("x86_64")));
    return json(201, functions.create(create).describe());
  }

  private Reply list(Request request) {
    List<FunctionConfiguration> all = functions.list();
    String marker = request.query("Marker");
    int max = maxItems(request.query("MaxItems"));
    List<FunctionConfiguration> rest =
        all.stream()
            .filter(function -> marker == null || function.name().compareTo(marker) > 0)
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    List<FunctionConfiguration> page = rest.subList(0, Math.min(max, rest.size()));
    answer.put("Functions", page.stream().map(FunctionConfiguration::describe).toList());
    if (page.size() < rest.size()) {
      answer.put("NextMarker", page.getLast().name());
    }
    return json(200, answer);
  }

  /// AWS's page holds 50 functions at most.
  private static int maxItems(@Nullable String text) {
    try {
      return text == null ? 50 : Math.clamp(Integer.parseInt(text), 1, 50);
    } catch (NumberFormatException e) {
      throw new FunctionException(
          "InvalidParameterValueException", 400, "MaxItems '" + text + "' is not a number");
    }
  }

  private Reply get(String function) {
    FunctionConfiguration found = functions.get(function);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Configuration", found.describe());
    answer.put("Code", Map.of("RepositoryType", "S3"));
    if (!found.tags().isEmpty()) {
      answer.put("Tags", found.tags());
    }
    return json(200, answer);
  }

  private Reply delete(String function) {
    functions.delete(function);
    return Reply.empty(204);
  }

  private Reply updateCode(String function, Request request) throws TooLargeException {
    Document body = Document.parse(request.body(MAX_REQUEST_BYTES));
    return json(200, functions.updateCode(function, body.zip()).describe());
  }

  private Reply updateConfiguration(String function, Request request) throws TooLargeException {
    Document body = Document.parse(request.body(MAX_PAYLOAD_BYTES));
    UpdateFunction update =
        new UpdateFunction(
            body.text("Runtime"),
            body.text("Role"),
            body.text("Handler"),
            body.text("Description"),
            body.number("Timeout"),
            body.number("MemorySize"),
            body.has("Environment") ? body.object("Environment").strings("Variables") : null);
    return json(200, functions.updateConfiguration(function, update).describe());
  }

  private Reply invoke(String function, Request request)
      throws TooLargeException, InterruptedException {
    String type = request.header(Header.AMZ_INVOCATION_TYPE);
    if ("DryRun".equals(type)) {
      functions.get(function);
      return Reply.empty(204);
    }
    boolean later = "Event".equals(type);
    if (type != null && !later && !type.equals("RequestResponse")) {
      throw new FunctionException(
          "ValidationException",
          400,
          "1 validation error detected: Value '%s' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
              .formatted(type));
    }
    InvokeFunction call =
        new InvokeFunction(
            function,
            request.query("Qualifier"),
            Payload.ofBytes(request.body(MAX_PAYLOAD_BYTES)),
            request.id(),
            null,
            request.header(Header.AMZN_TRACE_ID));
    if (later) {
      functions.invokeLater(call);
      return Reply.empty(202);
    }
    Invocation invocation = functions.invoke(call);
    return invoked(invocation, logTail(function, request));
  }

  private @Nullable String logTail(String function, Request request) {
    if (!"Tail".equals(request.header(Header.AMZ_LOG_TYPE))) {
      return null;
    }
    byte[] log = functions.logs(function, LOG_TAIL_BYTES).getBytes(StandardCharsets.UTF_8);
    byte[] end = Arrays.copyOfRange(log, Math.max(0, log.length - LOG_TAIL_BYTES), log.length);
    return Base64.getEncoder().encodeToString(end);
  }

  private static Reply invoked(Invocation invocation, @Nullable String log) {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Amz-Executed-Version", invocation.executedVersion());
    String functionError = invocation.functionError();
    if (functionError != null) {
      headers.put("X-Amz-Function-Error", functionError);
    }
    if (log != null) {
      headers.put("X-Amz-Log-Result", log);
    }
    byte[] payload = invocation.payload().bytes();
    return new Reply.Whole(200, "application/json", headers, payload, payload.length);
  }

  private static Reply json(int status, Map<String, ?> answer) {
    return Reply.of(status, "application/json", Json.writeBytes(answer));
  }

  private static Reply error(int status, String type, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Type", status < 500 ? "User" : "Service");
    body.put("Message", message);
    byte[] bytes = Json.writeBytes(body);
    return new Reply.Whole(
        status, "application/json", Map.of("x-amzn-ErrorType", type), bytes, bytes.length);
  }
}
