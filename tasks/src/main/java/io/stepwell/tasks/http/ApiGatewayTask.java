package io.stepwell.tasks.http;

import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.remote.ServiceEndpoints;
import io.stepwell.tasks.remote.ServiceEndpoints.Target;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The integration `apigateway:invoke`, also with `.waitForTaskToken`: a request to the API that
/// `ApiEndpoint` names, or to the endpoint that is configured for `apigateway`.
///
/// | Answer | Outcome |
/// |---|---|
/// | 2xx | `Headers`, `ResponseBody` (parsed if it is JSON), `StatusCode`, `StatusText` |
/// | any other | `ApiGateway.NNN`; the cause is the body |
/// | more than 256 KiB | `States.DataLimitExceeded` |
/// | none | `ApiGateway.SdkClientException` |
/// | parameters that cannot be used, a host that `http.allow` does not name | `States.Runtime` |
public final class ApiGatewayTask implements TaskHandler, TaskHandlers {
  /// API Gateway's own limit is 29 s, which can be raised.
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static final String SERVICE = "apigateway";
  private static final Pattern RESOURCE =
      Pattern.compile(
          "arn:aws[a-zA-Z-]*:states:[^:]*:[^:]*:apigateway:invoke(\\.waitForTaskToken)?");

  private final HttpClient client;
  private final HostRules allowed;
  private final @Nullable URI endpoint;

  /// @param allowed the hosts that may be called
  public ApiGatewayTask(HttpClient client, HostRules allowed, ServiceEndpoints endpoints) {
    this.client = client;
    this.allowed = allowed;
    this.endpoint = endpoints.of(SERVICE) instanceof Target.Endpoint(URI url, _) ? url : null;
  }

  @Override
  public @Nullable TaskHandler find(String resource) {
    return RESOURCE.matcher(resource).matches() ? this : null;
  }

  @Override
  public TaskOutcome call(TaskCall call) throws InterruptedException {
    try {
      ApiGatewayParameters.Request request = ApiGatewayParameters.read(call.input().value());
      URI uri = request.at(endpoint);
      if (endpoint == null && !allowed.allow(uri)) {
        throw new RefusedParametersException(
            "The host '%s' may not be called from here; the server's setting http.allow names those that may"
                .formatted(HttpOrigin.of(uri).authority()));
      }
      HttpCall out = new HttpCall(request.method(), uri, headers(call, request), request.body());
      HttpReply reply = client.send(out, TIMEOUT, HttpTaskResult.MAX_BYTES);
      return reply.succeeded()
          ? HttpTaskResult.succeeded(reply, SERVICE)
          : new TaskOutcome.Failed("ApiGateway." + reply.status(), HttpTaskResult.cause(reply));
    } catch (RefusedParametersException e) {
      return new TaskOutcome.Failed(
          "States.Runtime",
          "The Parameters '%s' could not be used to start the Task: [%s]"
              .formatted(call.input().text(), e.message()));
    } catch (HttpFailure e) {
      return failed(e);
    }
  }

  private static Map<String, String> headers(TaskCall call, ApiGatewayParameters.Request request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("User-Agent", "Amazon|StepFunctions|ApiGateway|" + call.execution().region());
    headers.put("Idempotency-Key", call.requestId());
    headers.putAll(request.headers());
    TraceHeaders.add(headers, call.traceHeader());
    return headers;
  }

  private static TaskOutcome failed(HttpFailure e) {
    if (e.kind() == HttpFailure.Kind.TOO_LARGE) {
      return e.status() >= 200 && e.status() < 300
          ? HttpTaskResult.tooLarge(SERVICE)
          : new TaskOutcome.Failed("ApiGateway." + e.status(), e.message());
    }
    return new TaskOutcome.Failed(
        "ApiGateway.SdkClientException", "Unable to execute HTTP request: " + e.message());
  }
}
