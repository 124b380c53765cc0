package io.stepwell.api.lambda;

import io.stepwell.api.http.Handler;
import io.stepwell.api.http.Header;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import io.stepwell.functions.ClientContext;
import io.stepwell.functions.CreateFunction;
import io.stepwell.functions.FunctionConfiguration;
import io.stepwell.functions.FunctionException;
import io.stepwell.functions.Functions;
import io.stepwell.functions.Invocation;
import io.stepwell.functions.InvokeFunction;
import io.stepwell.functions.UpdateCode;
import io.stepwell.functions.UpdateFunction;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Lambda API below `/2015-03-31/functions`: REST with JSON, errors named by the header
/// `x-amzn-ErrorType`.
///
/// Offered: create, get, list, delete, update code and configuration, invoke (also later, or not at all),
/// versions and aliases.
public final class LambdaApi implements Handler {
  public static final String PATH = "/2015-03-31/functions";

  private static final Logger LOG = LoggerFactory.getLogger(LambdaApi.class);

  /// The largest that there is: a function's code.
  public static final int MAX_REQUEST_BYTES = 72 * 1024 * 1024;

  private static final int MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;

  private final Functions functions;
  private final Qualifiers qualifiers;

  public LambdaApi(Functions functions) {
    this.functions = functions;
    qualifiers = new Qualifiers(functions);
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
    String route = request.method() + "/" + String.join("/", Segments.withoutNames(segments));
    String function = segments.isEmpty() ? "" : segments.getFirst();
    String qualifier = request.query("Qualifier");
    return switch (route) {
      case "POST/" -> create(request);
      case "GET/" -> list(request);
      case "GET/*" -> get(function, qualifier);
      case "DELETE/*" -> delete(function, qualifier);
      case "GET/*/configuration" ->
          Replies.json(200, functions.get(function, qualifier).describe());
      case "PUT/*/configuration" -> updateConfiguration(function, request);
      case "PUT/*/code" -> updateCode(function, request);
      case "POST/*/invocations" -> invoke(function, request);
      case "POST/*/versions" -> qualifiers.publish(function, request);
      case "GET/*/versions" -> qualifiers.versions(function, request);
      case "POST/*/aliases" -> qualifiers.createAlias(function, request);
      case "GET/*/aliases" -> qualifiers.aliases(function, request);
      case "GET/*/aliases/*" -> qualifiers.getAlias(function, segments.get(2));
      case "PUT/*/aliases/*" -> qualifiers.updateAlias(function, segments.get(2), request);
      case "DELETE/*/aliases/*" -> qualifiers.deleteAlias(function, segments.get(2));
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
            body.list("Architectures", List.of("x86_64")),
            body.list("Layers", List.of()),
            body.flag("Publish"));
    return Replies.json(201, functions.create(create).describe());
  }

  private Reply list(Request request) {
    boolean versions = "ALL".equals(request.query("FunctionVersion"));
    Stream<FunctionConfiguration> all =
        versions
            ? functions.list().stream().flatMap(f -> functions.versions().list(f.name()).stream())
            : functions.list().stream();
    return Replies.page(
        request, "Functions", all.toList(), Qualifiers::key, FunctionConfiguration::describe);
  }

  private Reply get(String function, @Nullable String qualifier) {
    FunctionConfiguration found = functions.get(function, qualifier);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Configuration", found.describe());
    answer.put("Code", Map.of("RepositoryType", "S3"));
    if (!found.tags().isEmpty()) {
      answer.put("Tags", found.tags());
    }
    return Replies.json(200, answer);
  }

  private Reply delete(String function, @Nullable String qualifier) {
    functions.delete(function, qualifier);
    return Reply.empty(204);
  }

  private Reply updateCode(String function, Request request) throws TooLargeException {
    Document body = Document.parse(request.body(MAX_REQUEST_BYTES));
    UpdateCode update =
        new UpdateCode(
            body.zip(), body.flag("Publish"), body.flag("DryRun"), body.text("RevisionId"));
    return Replies.json(200, functions.updateCode(function, update).describe());
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
            body.has("Environment") ? body.object("Environment").strings("Variables") : null,
            body.has("Layers") ? body.list("Layers", List.of()) : null,
            body.text("RevisionId"));
    return Replies.json(200, functions.updateConfiguration(function, update).describe());
  }

  private Reply invoke(String function, Request request)
      throws TooLargeException, InterruptedException {
    String type = request.header(Header.AMZ_INVOCATION_TYPE);
    if ("DryRun".equals(type)) {
      functions.get(function, request.query("Qualifier"));
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
            request.header(Header.AMZN_TRACE_ID),
            ClientContext.text(request.header(Header.AMZ_CLIENT_CONTEXT)));
    if (later) {
      functions.invokeLater(call);
      return Reply.empty(202);
    }
    Invocation invocation = functions.invoke(call);
    return invoked(invocation, "Tail".equals(request.header(Header.AMZ_LOG_TYPE)));
  }

  private static Reply invoked(Invocation invocation, boolean withLog) {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Amz-Executed-Version", invocation.executedVersion());
    String functionError = invocation.functionError();
    if (functionError != null) {
      headers.put("X-Amz-Function-Error", functionError);
    }
    if (withLog) {
      headers.put(
          "X-Amz-Log-Result",
          Base64.getEncoder()
              .encodeToString(invocation.logTail().getBytes(StandardCharsets.UTF_8)));
    }
    byte[] payload = invocation.payload().bytes();
    return new Reply.Whole(200, "application/json", headers, payload, payload.length);
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
