package io.stepwell.api.protocol;

import io.stepwell.api.auth.AuthException;
import io.stepwell.api.auth.Authentication;
import io.stepwell.api.auth.Caller;
import io.stepwell.api.auth.Role;
import io.stepwell.api.auth.Signatures;
import io.stepwell.api.http.Handler;
import io.stepwell.api.http.Header;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The AWS JSON 1.0 protocol in front of the operations.
public final class AwsJson implements Handler {
  public static final String CONTENT_TYPE = "application/x-amz-json-1.0";

  private static final Logger LOG = LoggerFactory.getLogger(AwsJson.class);
  private static final String TARGET = "AWSStepFunctions.";

  /// A definition of 1 MiB, every character of it escaped once, and what stands around it.
  private static final int MAX_BODY_BYTES = 2 * 1024 * 1024 + 64 * 1024;

  private final Accounts accounts;
  private final Authentication authentication;
  private final Map<String, Endpoint> endpoints = new TreeMap<>();
  private final ApiModel model;

  private record Endpoint(
      Operation operation, Shape.Structure request, LongAdder answers, LongAdder errors) {}

  /// @param operations by AWS's names
  public AwsJson(
      Accounts accounts, Authentication authentication, Map<String, Operation> operations) {
    this.accounts = accounts;
    this.authentication = authentication;
    model = ApiModel.load();
    operations.forEach(
        (name, operation) ->
            endpoints.put(
                name,
                new Endpoint(
                    operation,
                    Objects.requireNonNull(model.request(name), name),
                    new LongAdder(),
                    new LongAdder())));
  }

  @Override
  public Reply handle(Request request) {
    Endpoint endpoint = null;
    try {
      String name = name(request.header(Header.AMZ_TARGET));
      Caller caller = caller(request, name);
      endpoint = find(request.header(Header.AMZ_TARGET));
      caller.require(Role.forOperation(name), "states:" + name);
      Fields fields = fields(endpoint, request);
      OwnAccount.each(
          fields.members(),
          (arn, account) -> caller.requireAccount(account, "states:" + name, arn));
      JsonOut out = new JsonOut().beginObject();
      Operation.Call call =
          new Operation.Call(
              accounts.of(caller, request.header(Header.AUTHORIZATION)),
              fields,
              traceHeader(request, fields),
              new Client(request));
      endpoint.operation().answer(call, out);
      endpoint.answers().increment();
      JsonOut body = out.endObject();
      return new Reply.Whole(
          200, CONTENT_TYPE, Map.of(), body.bytes(), body.length(), call.client().undo());
    } catch (ApiException e) {
      return refused(endpoint, e);
    } catch (AuthException e) {
      return refused(endpoint, ApiException.of(e));
    } catch (CallerException e) {
      return refused(endpoint, ApiException.of(e));
    } catch (InterruptedException e) { // by the end of the server: the client may try again
      String message = "The server was shut down before there was an answer";
      return refused(
          endpoint, ApiException.of(new CallerException(ErrorCode.SERVICE_UNAVAILABLE, message)));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("request {} ({}) failed", request.id(), request.header(Header.AMZ_TARGET), e);
      return refused(
          endpoint,
          ApiException.internal(
              "Internal error; the server's log has it as request " + request.id()));
    }
  }

  /// AWS's header wins over the body's member, and that over W3C's header.
  private static @Nullable String traceHeader(Request request, Fields fields) {
    String header = request.header(Header.AMZN_TRACE_ID);
    return header != null || fields.value("traceHeader") != null
        ? header
        : TraceParent.traceHeader(request.header(Header.TRACEPARENT));
  }

  private Caller caller(Request request, String name) {
    try {
      return authentication.identify(
          request, new Signatures.Purpose("states", !Role.reads(name), MAX_BODY_BYTES));
    } catch (TooLargeException e) {
      throw ApiException.tooLarge(String.valueOf(e.getMessage()));
    }
  }

  private static String name(@Nullable String target) {
    return target == null || !target.startsWith(TARGET) ? "" : target.substring(TARGET.length());
  }

  /// What a call from inside this process came to.
  public sealed interface Answer {
    /// @param members as they would have gone out
    record Done(Map<?, ?> members) implements Answer {}

    /// @param type without its namespace
    record Refused(String type, int status, String message) implements Answer {}
  }

  /// The same for callers in this process. Where the API takes JSON as text, they may give the value.
  ///
  /// @param name of the operation
  public Answer call(Account account, String name, Map<?, ?> members) throws InterruptedException {
    try {
      Endpoint endpoint = find(TARGET + name);
      Map<?, ?> given = Texts.of(endpoint.request(), members);
      Validation.check(endpoint.request(), given);
      OwnAccount.each(given, (arn, owner) -> requireOwn(account, owner, arn));
      JsonOut out = new JsonOut().beginObject();
      endpoint
          .operation()
          .answer(new Operation.Call(account, new Fields(given), null, new Client(null)), out);
      endpoint.answers().increment();
      byte[] bytes = Arrays.copyOf(out.endObject().bytes(), out.length());
      return new Answer.Done((Map<?, ?>) Objects.requireNonNull(Json.parse(bytes)));
    } catch (ApiException e) {
      return e.answer();
    } catch (CallerException e) {
      return ApiException.of(e).answer();
    }
  }

  private static void requireOwn(Account account, String owner, String arn) {
    if (!owner.equals(account.id())) {
      throw ApiException.denied("Account " + account.id() + " is not authorized to use " + arn);
    }
  }

  /// How often each operation was asked for, in the text form of Prometheus.
  public void metrics(StringBuilder out) {
    out.append("# TYPE stepwell_api_requests_total counter\n");
    endpoints.forEach(
        (name, endpoint) -> {
          line(out, name, "ok", endpoint.answers().sum());
          line(out, name, "error", endpoint.errors().sum());
        });
  }

  private static void line(StringBuilder out, String operation, String outcome, long count) {
    if (count > 0) {
      out.append(
          "stepwell_api_requests_total{operation=\"%s\",outcome=\"%s\"} %d\n"
              .formatted(operation, outcome, count));
    }
  }

  private Endpoint find(@Nullable String target) {
    if (target == null || !target.startsWith(TARGET)) {
      throw ApiException.unknownOperation(
          target == null
              ? "The request has no X-Amz-Target header; it names the operation, such as"
                  + " AWSStepFunctions.StartExecution"
              : "'%s' is no operation of Step Functions; those begin with AWSStepFunctions."
                  .formatted(target));
    }
    String name = target.substring(TARGET.length());
    Endpoint endpoint = endpoints.get(name);
    if (endpoint == null) {
      throw ApiException.unknownOperation(
          model.request(name) == null
              ? "Step Functions has no operation '" + name + "'"
              : "Stepwell does not offer the operation " + name + " yet");
    }
    return endpoint;
  }

  private static Fields fields(Endpoint endpoint, Request request) {
    try {
      byte[] body = request.body(MAX_BODY_BYTES);
      Object value = body.length == 0 ? Map.of() : Json.parse(body);
      if (!(value instanceof Map<?, ?> members)) {
        throw ApiException.serialization("The request body must be a JSON object");
      }
      Validation.check(endpoint.request(), members);
      return new Fields(members);
    } catch (JsonException e) {
      throw ApiException.serialization("The request body is not JSON: " + e.message());
    } catch (TooLargeException e) {
      throw ApiException.tooLarge(String.valueOf(e.getMessage()));
    }
  }

  private static Reply refused(@Nullable Endpoint endpoint, ApiException e) {
    if (endpoint != null) {
      endpoint.errors().increment();
    }
    return reply(e.status(), e.body());
  }

  private static Reply reply(int status, JsonOut body) {
    return new Reply.Whole(status, CONTENT_TYPE, Map.of(), body.bytes(), body.length());
  }
}
