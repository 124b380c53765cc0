package io.stepwell.tasks.http;

import io.stepwell.json.Payload;
import io.stepwell.tasks.Inspection;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.http.Connection.Authorization;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The integration `http:invoke`: a request to a service, with the credentials of a connection.
///
/// | Answer | Outcome |
/// |---|---|
/// | 2xx | `Headers`, `ResponseBody` (parsed if it is JSON), `StatusCode`, `StatusText` |
/// | any other, redirects too | `States.Http.StatusCode.NNN`; the cause is the body |
/// | 2xx that is no text | `States.Runtime` |
/// | more than 256 KiB | `States.DataLimitExceeded` |
/// | no connection, no TLS, none within 60 s | `States.Http.Socket` |
/// | parameters that cannot be used, a host that is not allowed | `States.Runtime` |
/// | a connection that is not configured | `Events.ConnectionResource.ResourceNotFound` |
/// | a connection without a token | `Events.ConnectionResource.InvalidConnectionState` |
///
/// Redirects are not followed: they would take a connection's credentials to a host that nobody
/// named.
public final class HttpTask implements TaskHandler, TaskHandlers {
  /// AWS's limit of a call.
  public static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final Pattern RESOURCE =
      Pattern.compile("arn:aws[a-zA-Z-]*:states:[^:]*:[^:]*:http:invoke");
  private static final String INVALID = "Events.ConnectionResource.InvalidConnectionState";

  private final HttpClient client;
  private final Settings settings;
  private final Map<Connection, OAuthTokens> tokens = new ConcurrentHashMap<>();

  /// @param allowed the hosts that may be called
  /// @param connectionRequired whether a call needs a connection, as on AWS
  /// @param timeout of a call; [#TIMEOUT] on AWS
  public record Settings(
      Connections connections, HostRules allowed, boolean connectionRequired, Duration timeout) {}

  public HttpTask(HttpClient client, Settings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public @Nullable TaskHandler find(String resource) {
    return RESOURCE.matcher(resource).matches() ? this : null;
  }

  @Override
  public TaskOutcome call(TaskCall call) throws InterruptedException {
    return inspected(call, null);
  }

  @Override
  public TaskOutcome call(TaskCall call, Inspection inspection) throws InterruptedException {
    return inspected(call, inspection);
  }

  /// The host.
  @Override
  public String target(Payload input) {
    try {
      return HttpOrigin.of(HttpTaskParameters.read(input.value()).endpoint()).authority();
    } catch (RefusedParametersException e) {
      return ""; // the call will say so
    }
  }

  private TaskOutcome inspected(TaskCall call, @Nullable Inspection inspection)
      throws InterruptedException {
    try {
      HttpTaskRequest request = HttpTaskParameters.read(call.input().value());
      URI endpoint = request.endpoint();
      if (!settings.allowed().allow(endpoint)) {
        return refused(
            call,
            "The host '%s' may not be called from here; the server's setting http.allow names those that may"
                .formatted(HttpOrigin.of(endpoint).authority()));
      }
      String arn = request.connectionArn();
      if (arn == null) {
        return settings.connectionRequired()
            ? refused(call, HttpTaskParameters.missing("ConnectionArn").message())
            : new Exchange(call, request, null, inspection).run();
      }
      Connection connection = settings.connections().find(arn, call.execution().account());
      return connection == null
          ? new TaskOutcome.Failed(
              "Events.ConnectionResource.ResourceNotFound",
              "Connection '" + arn + "' does not exist.")
          : new Exchange(call, request, connection, inspection).run();
    } catch (RefusedParametersException e) {
      return refused(call, e.message());
    }
  }

  private static TaskOutcome refused(TaskCall call, String problem) {
    return new TaskOutcome.Failed(
        "States.Runtime",
        "The Parameters '%s' could not be used to start the Task: [%s]"
            .formatted(call.input().text(), problem));
  }

  /// One call: a request, perhaps with a token before it, and once more when the token is refused.
  private final class Exchange {
    private final TaskCall call;
    private final HttpTaskRequest request;
    private final @Nullable Connection connection;
    private final @Nullable Inspection inspection;
    private final long deadlineNanos = System.nanoTime() + settings.timeout().toNanos();

    Exchange(
        TaskCall call,
        HttpTaskRequest request,
        @Nullable Connection connection,
        @Nullable Inspection inspection) {
      this.call = call;
      this.request = request;
      this.connection = connection;
      this.inspection = inspection;
    }

    TaskOutcome run() throws RefusedParametersException, InterruptedException {
      try {
        return connection == null
            ? HttpTaskResult.of(send(null))
            : switch (connection.authorization()) {
              case Authorization.Basic(String user, Secret password) ->
                  identified("Authorization", OAuthTokens.basic(user, password.reveal()));
              case Authorization.ApiKey(String header, Secret value) ->
                  identified(header, value.reveal());
              case Authorization.ClientCredentials credentials ->
                  withToken(
                      tokens.computeIfAbsent(
                          connection, _ -> new OAuthTokens(credentials, client, System::nanoTime)));
            };
      } catch (HttpFailure e) {
        return failed(e);
      } catch (OAuthTokens.RefusedException e) {
        return new TaskOutcome.Failed(INVALID, "There is no access token: " + e.message());
      }
    }

    private TaskOutcome identified(String header, String value)
        throws RefusedParametersException, HttpFailure, InterruptedException {
      return HttpTaskResult.of(send(new HttpTaskRequest.Identity(header, value)));
    }

    private TaskOutcome withToken(OAuthTokens source)
        throws OAuthTokens.RefusedException,
            RefusedParametersException,
            HttpFailure,
            InterruptedException {
      OAuthTokens.Token token = source.get(null, left());
      HttpReply reply = send(new HttpTaskRequest.Identity("Authorization", token.value()));
      if (reply.status() == 401 || reply.status() == 407) {
        OAuthTokens.Token renewed = source.get(token, left());
        reply = send(new HttpTaskRequest.Identity("Authorization", renewed.value()));
      }
      return HttpTaskResult.of(reply);
    }

    private Duration left() {
      return Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
    }

    private HttpReply send(HttpTaskRequest.@Nullable Identity identity)
        throws RefusedParametersException, HttpFailure, InterruptedException {
      Connection.Parameters added =
          connection == null ? Connection.Parameters.NONE : connection.parameters();
      HttpCall out = request.call(added, identity, standard(), true);
      if (inspection != null) {
        boolean all = inspection.revealSecrets();
        inspection.sent(shown(all ? out : request.call(added, identity, standard(), false)));
      }
      HttpReply reply = client.send(out, left(), HttpTaskResult.MAX_BYTES);
      if (inspection != null) {
        inspection.received(shown(reply));
      }
      return reply;
    }

    private Map<String, String> standard() {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("User-Agent", "Amazon|StepFunctions|HttpInvoke|" + call.execution().region());
      headers.put("Range", "bytes=0-" + HttpTaskResult.MAX_BYTES);
      headers.put("Idempotency-Key", call.requestId());
      TraceHeaders.add(headers, call.traceHeader());
      return headers;
    }

    private Inspection.Request shown(HttpCall out) {
      return new Inspection.Request(
          String.valueOf(out.uri().getScheme()),
          out.method(),
          out.uri().toString(),
          HttpTaskRequest.shown(out.headers()),
          out.body().size() == 0 ? null : out.body().text());
    }

    private Inspection.Response shown(HttpReply reply) {
      Map<String, String> headers = new LinkedHashMap<>();
      reply.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
      return new Inspection.Response(
          String.valueOf(request.endpoint().getScheme()),
          Integer.toString(reply.status()),
          reply.reason(),
          HttpTaskRequest.shown(headers),
          reply.body().text());
    }

    private TaskOutcome failed(HttpFailure e) {
      String cause = where() + " " + e.message();
      return switch (e.kind()) {
        case TOO_LARGE ->
            e.status() < 200 || e.status() >= 300
                ? HttpTaskResult.failed(e.status(), cause)
                : HttpTaskResult.tooLarge("http");
        case CONNECTION, PROTOCOL, TIMEOUT -> new TaskOutcome.Failed("States.Http.Socket", cause);
      };
    }

    /// Without user or query, which may hold secrets.
    private String where() {
      URI uri = request.endpoint();
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      return "%s %s://%s%s:"
          .formatted(request.method(), uri.getScheme(), HttpOrigin.of(uri).authority(), path);
    }
  }
}
