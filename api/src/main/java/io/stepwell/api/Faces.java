package io.stepwell.api;

import io.stepwell.api.auth.AccessKey;
import io.stepwell.api.auth.AuthException;
import io.stepwell.api.auth.Authentication;
import io.stepwell.api.auth.Caller;
import io.stepwell.api.auth.Role;
import io.stepwell.api.auth.SignIn;
import io.stepwell.api.auth.Signatures;
import io.stepwell.api.console.Console;
import io.stepwell.api.console.LiveNotices;
import io.stepwell.api.http.Handler;
import io.stepwell.api.http.Header;
import io.stepwell.api.http.PercentEncoding;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import io.stepwell.api.lambda.LambdaApi;
import io.stepwell.api.logs.LogGroups;
import io.stepwell.api.logs.LogsApi;
import io.stepwell.api.protocol.Accounts;
import io.stepwell.api.protocol.AwsJson;
import io.stepwell.api.scheduler.SchedulerApi;
import io.stepwell.api.states.StatesApi;
import io.stepwell.api.studio.StudioFiles;
import io.stepwell.functions.Functions;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.schedule.Schedules;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every route of the server's one port:
///
/// | Route | Face |
/// |---|---|
/// | `POST /` | the Step Functions API; that of log groups, where the request's target says so |
/// | `/2015-03-31/functions…` | the Lambda API |
/// | `/schedules…` that is signed for it, or writes | the Scheduler API |
/// | `GET /stepwell/executions/ARN/events` | live events of one execution |
/// | `/stepwell/…` | what the console asks beside AWS's API |
/// | `GET /`, `GET /machines…`, `GET /executions…` | the Studio |
/// | `/session` | the Studio's sign-in |
/// | `GET /healthz`, `GET /metrics` | for whoever watches the server |
public final class Faces implements Handler {
  private static final String EXECUTIONS = "/stepwell/executions/";
  private static final String EVENTS = "/events";

  private final Gate gate;
  private final AwsJson states;
  private final LambdaApi lambda;
  private final LogsApi logs;
  private final SchedulerApi scheduler;
  private final Consumer<StringBuilder> metrics;
  private final LiveEvents events;
  private final Settings settings;
  private final Accounts accounts;
  private final Console console;
  private final StudioFiles studio = new StudioFiles();
  private final AtomicInteger answering = new AtomicInteger();
  private volatile boolean ready;
  private volatile boolean draining;

  /// @param account whose server this is; its region is that of requests which name none
  /// @param regionFixed whether requests that name another region are answered in this one, too
  /// @param hosts names beside localhost that clients call this server by
  /// @param authentication of everything but `/healthz`, the Studio's files and its sign-in
  public record Settings(
      Account account,
      boolean regionFixed,
      Set<String> hosts,
      Authentication authentication,
      SignIn signIn) {
    public Settings {
      hosts =
          hosts.stream()
              .map(name -> name.toLowerCase(Locale.ROOT))
              .collect(Collectors.toUnmodifiableSet());
    }
  }

  /// @param live is told of machines that change
  /// @param metrics writes further ones in the text form of Prometheus
  public Faces(
      Settings settings,
      Orchestrator orchestrator,
      Schedules schedules,
      Functions functions,
      Console console,
      LiveNotices live,
      LogGroups groups,
      Consumer<StringBuilder> metrics) {
    this.metrics = metrics;
    this.settings = settings;
    this.console = console;
    gate = new Gate(settings.hosts());
    accounts = new Accounts(settings.account(), settings.regionFixed());
    states =
        new AwsJson(
            accounts, settings.authentication(), live.telling(StatesApi.operations(orchestrator)));
    lambda = new LambdaApi(functions);
    logs = new LogsApi(accounts, settings.authentication(), groups);
    scheduler = new SchedulerApi(schedules);
    events = new LiveEvents(orchestrator, accounts);
  }

  /// The Step Functions API, for callers in this process.
  public AwsJson states() {
    return states;
  }

  /// From now on `/healthz` says that the server is ready, or no longer.
  public void ready(boolean value) {
    ready = value;
  }

  /// From now on what would begin something new is refused, so that clients turn to another server or
  /// try again later, and `/healthz` says so. What is there can still be asked for and dealt with.
  public void drain() {
    draining = true;
  }

  /// How many requests are being answered now, event streams apart.
  public int answering() {
    return answering.get();
  }

  @Override
  public Reply handle(Request request) throws InterruptedException {
    answering.incrementAndGet();
    try {
      return route(request);
    } finally {
      answering.decrementAndGet();
    }
  }

  private Reply route(Request request) throws InterruptedException {
    Reply refusal = gate.refusal(request);
    if (refusal != null) {
      return refusal;
    }
    String fault = PercentEncoding.fault(request.path(), request.rawQuery());
    if (fault != null) {
      return Gate.refuse(400, "ValidationException", fault);
    }
    if (draining && Beginnings.begins(request)) {
      return Beginnings.refusal();
    }
    String path = request.path();
    if (path.equals("/")) {
      return root(request);
    }
    if (isBelow(LambdaApi.PATH, path)) {
      Reply wrongType = writes(request) ? gate.mediaTypeRefusal(request) : null;
      return wrongType == null ? lambda(request) : wrongType;
    }
    if (isBelow(SchedulerApi.PATH, path) && isForScheduler(request)) {
      Reply wrongType = writes(request) ? gate.mediaTypeRefusal(request) : null;
      return wrongType == null ? scheduler(request) : wrongType;
    }
    if (path.equals("/session")) {
      Reply wrongType = writes(request) ? gate.mediaTypeRefusal(request) : null;
      return wrongType == null ? settings.signIn().handle(request) : wrongType;
    }
    if (isBelow(Console.PATH, path) && watched(path) == null) {
      Reply wrongType = writes(request) ? gate.mediaTypeRefusal(request) : null;
      return wrongType == null ? console(request) : wrongType;
    }
    return request.method().equals("GET") || request.method().equals("HEAD")
        ? look(request, path)
        : Gate.refuse(405, "%s %s is not served here".formatted(request.method(), path));
  }

  private Reply root(Request request) throws InterruptedException {
    return switch (request.method()) {
      case "POST" -> {
        Reply wrongType = gate.awsJsonRefusal(request);
        yield wrongType == null ? operations(request) : wrongType;
      }
      case "GET", "HEAD" -> studio(request);
      default -> Gate.refuse(405, request.method() + " / is not served here");
    };
  }

  private Reply operations(Request request) throws InterruptedException {
    String target = request.header(Header.AMZ_TARGET);
    return target != null && target.startsWith(LogsApi.TARGET)
        ? logs.handle(request)
        : states.handle(request);
  }

  private Reply look(Request request, String path) {
    return switch (path) {
      case "/healthz" -> health();
      case "/metrics" -> known(request, _ -> metrics());
      default -> {
        String arn = watched(path);
        yield arn == null
            ? studio(request)
            : known(request, caller -> events.of(request, caller, arn));
      }
    };
  }

  private Reply health() {
    if (draining) {
      return Reply.text(503, "draining");
    }
    return ready ? Reply.text(200, "ready") : Reply.text(503, "not ready");
  }

  /// Answers a caller who may look on.
  private Reply known(Request request, Function<Caller, Reply> answer) {
    try {
      return answer.apply(
          settings.authentication().identify(request, new Signatures.Purpose("states", false, 0)));
    } catch (AuthException e) {
      return Gate.refuse(403, e.type(), e.message());
    } catch (TooLargeException e) {
      return Gate.refuse(413, "RequestTooLargeException", "This request has no body");
    }
  }

  /// Functions are the server's own: only keys of its account see them.
  private Reply lambda(Request request) throws InterruptedException {
    boolean reads = request.method().equals("GET");
    try {
      Caller caller =
          settings
              .authentication()
              .identify(
                  request, new Signatures.Purpose("lambda", !reads, LambdaApi.MAX_REQUEST_BYTES));
      String action = "lambda:" + (reads ? "GetFunction" : "InvokeFunction");
      caller.require(reads ? Role.VIEWER : Role.ADMIN, action);
      caller.requireAccount(settings.account().id(), action, "*");
      return lambda.handle(request);
    } catch (AuthException e) {
      return Gate.refuse(403, e.type(), e.message());
    } catch (TooLargeException e) {
      return Gate.refuse(413, "RequestTooLargeException", String.valueOf(e.getMessage()));
    }
  }

  /// What only looks is the Studio's page, unless it is signed for the Scheduler.
  private static boolean isForScheduler(Request request) {
    String authorization = request.header(Header.AUTHORIZATION);
    return writes(request)
        || request.method().equals("DELETE")
        || (authorization != null && authorization.contains("/scheduler/aws4_request"));
  }

  private Reply scheduler(Request request) {
    boolean reads = request.method().equals("GET");
    String action = SchedulerApi.action(request);
    try {
      Caller caller =
          settings
              .authentication()
              .identify(
                  request,
                  new Signatures.Purpose("scheduler", !reads, SchedulerApi.MAX_REQUEST_BYTES));
      caller.require(reads ? Role.VIEWER : Role.ADMIN, action);
      return scheduler.handle(request, accounts.of(caller, request.header(Header.AUTHORIZATION)));
    } catch (AuthException e) {
      return Gate.refuse(403, e.type(), e.message());
    } catch (TooLargeException e) {
      return Gate.refuse(413, "ValidationException", String.valueOf(e.getMessage()));
    }
  }

  private Reply console(Request request) {
    boolean changes = Console.changes(request);
    try {
      Caller caller =
          settings
              .authentication()
              .identify(
                  request,
                  new Signatures.Purpose("states", changes, Console.maxBodyBytes(request)));
      caller.require(Console.role(request), "stepwell:" + request.path());
      if (Console.concernsAll(request)) {
        caller.requireAccount(settings.account().id(), "stepwell:" + request.path(), "*");
      }
      AccessKey key = caller.key();
      String role = (key == null ? Role.ADMIN : key.role()).name().toLowerCase(Locale.ROOT);
      Account account = accounts.of(caller, request.header(Header.AUTHORIZATION));
      return console.handle(request, new Console.Asker(account, role, key != null));
    } catch (AuthException e) {
      return Gate.refuse(403, e.type(), e.message());
    } catch (TooLargeException e) {
      return Gate.refuse(413, "RequestTooLargeException", String.valueOf(e.getMessage()));
    }
  }

  private Reply studio(Request request) {
    Reply found = studio.reply(request);
    return found == null
        ? Gate.refuse(404, "ResourceNotFoundException", "Nothing is served at " + request.path())
        : found;
  }

  /// The part of the path that names an execution.
  private static @Nullable String watched(String path) {
    return path.startsWith(EXECUTIONS)
            && path.endsWith(EVENTS)
            && path.length() > EXECUTIONS.length() + EVENTS.length()
        ? path.substring(EXECUTIONS.length(), path.length() - EVENTS.length())
        : null;
  }

  private Reply metrics() {
    StringBuilder out = new StringBuilder();
    states.metrics(out);
    metrics.accept(out);
    return Reply.of(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isBelow(String prefix, String path) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }

  private static boolean writes(Request request) {
    return request.method().equals("POST") || request.method().equals("PUT");
  }
}
