package io.stepwell.api.console;

import io.stepwell.api.auth.Role;
import io.stepwell.api.console.BulkOperation.Action;
import io.stepwell.api.http.PercentEncoding;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.functions.FunctionException;
import io.stepwell.functions.Functions;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Overview;
import io.stepwell.runtime.schedule.ScheduleException;
import io.stepwell.runtime.schedule.Schedules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every route of the console's own interface. GET reads, POST changes, PUT replaces a file.
public final class Console {
  public static final String PATH = "/stepwell";
  public static final int MAX_BODY_BYTES = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Console.class);
  private static final List<String> PARTS =
      List.of(
          "bulk",
          "express",
          "functions",
          "live",
          "machines",
          "quarantine",
          "schedules",
          "tasks",
          "usage");
  private static final String FILES = PATH + "/files/";
  private static final String BACKUP = PATH + "/backup";

  private final About about;
  private final Overview overview;
  private final FunctionPages functions;
  private final LiveNotices live;
  private final LongSupplier clock;
  private final MachinePages machines;
  private final UsagePages usage;
  private final ExecutionPages executions;
  private final TaskPages tasks;
  private final BulkOperations bulk;
  private final SchedulePages schedules;
  private final FilePages files = new FilePages();
  private volatile @Nullable Backups backups;

  /// What a server says of itself.
  ///
  /// @param auth whether callers are asked who they are
  /// @param data where everything is kept; null for in memory
  /// @param startedAt epoch milliseconds
  public record About(String version, boolean auth, @Nullable String data, long startedAt) {}

  /// On whose behalf a request is made.
  ///
  /// @param role `admin`, `operator` or `viewer`
  /// @param bound whether there is a key, which sees its own account only
  public record Asker(Account account, String role, boolean bound) {
    boolean sees(String arn) {
      String[] parts = arn.split(":", 6);
      return !bound || parts.length < 6 || parts[4].equals(account.id());
    }

    /// What is no ARN is looked at by whoever takes it.
    void requireOwn(@Nullable String arn) {
      if (arn != null && !sees(arn)) {
        throw Refusal.denied(arn);
      }
    }
  }

  /// @param clock epoch milliseconds
  public Console(
      About about,
      Orchestrator orchestrator,
      Overview overview,
      Schedules schedules,
      Functions functions,
      LiveNotices live,
      LongSupplier clock) {
    this.about = about;
    this.overview = overview;
    this.functions = new FunctionPages(functions);
    this.live = live;
    this.clock = clock;
    machines = new MachinePages(orchestrator, overview, clock);
    usage = new UsagePages(orchestrator, overview, clock);
    executions = new ExecutionPages(orchestrator, overview);
    tasks = new TaskPages(overview);
    this.schedules = new SchedulePages(schedules);
    bulk = new BulkOperations(orchestrator, overview, clock);
  }

  /// From now on machines are edited in these files.
  public void edit(DefinitionFiles edited) {
    files.edit(edited);
  }

  /// From now on backups are made on demand.
  public void backUp(Backups made) {
    backups = made;
  }

  /// Whether a request changes something.
  public static boolean changes(Request request) {
    return !request.method().equals("GET");
  }

  /// The least role that may make a request.
  public static Role role(Request request) {
    if (!changes(request)) {
      return Role.VIEWER;
    }
    return isFile(request) || concernsAll(request) ? Role.ADMIN : Role.OPERATOR;
  }

  /// Whether a request is about what all accounts have, and so for a key of the server's own.
  public static boolean concernsAll(Request request) {
    return request.path().equals(BACKUP);
  }

  /// The bound of a request's body.
  public static int maxBodyBytes(Request request) {
    return isFile(request) ? FilePages.MAX_BODY_BYTES : MAX_BODY_BYTES;
  }

  private static boolean isFile(Request request) {
    return request.path().startsWith(FILES);
  }

  /// Answers a request below [#PATH].
  public Reply handle(Request request, Asker asker) {
    try {
      List<String> segments = segments(request.path());
      return switch (request.method()) {
        case "GET" -> read(segments, request, asker);
        case "POST" -> change(segments, request, asker);
        case "PUT" -> replace(segments, request);
        default ->
            throw Refusal.method(
                "%s %s is not served here".formatted(request.method(), request.path()));
      };
    } catch (Refusal e) {
      return Answers.refused(e.status(), e.type(), e.sentence());
    } catch (CallerException e) {
      return Answers.refused(status(e.code()), e.code().type(), e.message());
    } catch (ScheduleException e) {
      return Answers.refused(e.kind().status(), e.kind().type(), e.message());
    } catch (FunctionException e) {
      return Answers.refused(e.status(), e.type(), e.message());
    } catch (TooLargeException e) {
      return Answers.refused(413, "RequestTooLargeException", String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("request {} {} {} failed", request.id(), request.method(), request.path(), e);
      return Answers.refused(
          500,
          "InternalFailure",
          "Internal error; the server's log has it as request " + request.id());
    }
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case STATE_MACHINE_DOES_NOT_EXIST,
          EXECUTION_DOES_NOT_EXIST,
          ACTIVITY_DOES_NOT_EXIST,
          TASK_DOES_NOT_EXIST,
          RESOURCE_NOT_FOUND ->
          404;
      case INTERNAL_FAILURE -> 500;
      default -> 400;
    };
  }

  private Reply read(List<String> path, Request request, Asker asker) {
    Parameters asked = new Parameters(request::query);
    Account account = asker.account();
    String name = path.size() > 1 ? path.get(1) : "";
    asker.requireOwn(name);
    asker.requireOwn(asked.text("machine"));
    return switch (route(path)) {
      case "info" -> info(asker);
      case "machines" -> machines.list(account, asked);
      case "machines/*/metrics" -> machines.metrics(account, name, asked);
      case "usage" -> usage.usage(account, asked);
      case "executions" -> executions.list(account, asked);
      case "executions/*/cost" -> usage.cost(account, name, asked);
      case "executions/*/recent" -> executions.remembered(account, name);
      case "activities/*" -> tasks.activity(account, name, asked);
      case "tasks" -> tasks.waiting(account, asked, !asker.role().equals("viewer"));
      case "quarantine" -> tasks.quarantined(asker);
      case "bulk" -> bulk.list(asker);
      case "bulk/*" -> bulk.show(name, asker);
      case "functions/*/code" -> functions.code(name, asker);
      case "functions/*/logs" -> functions.logs(name, asked, asker);
      case "schedules" -> schedules.list(account, asked);
      case "files/*" -> files.show(name, request);
      case "live" -> live.open(account.id());
      default -> throw Refusal.missing("Nothing is served at " + request.path());
    };
  }

  private Reply change(List<String> path, Request request, Asker asker) throws TooLargeException {
    Parameters asked = body(request);
    Account account = asker.account();
    String name = path.size() > 1 ? path.get(1) : "";
    asker.requireOwn(name);
    asker.requireOwn(asked.text("machine"));
    return switch (route(path)) {
      case "backup" -> backup(asked);
      case "executions/*" -> bulk.begin(account, action(name), asked);
      case "quarantine/*/retry" -> tasks.retry(name);
      case "quarantine/*/abort" -> tasks.abort(name);
      case "bulk/*/cancel" -> bulk.cancel(name, asker);
      case "schedules" -> schedules.create(asker, asked);
      case "schedules/*/enable" -> schedules.enable(account, name, true);
      case "schedules/*/disable" -> schedules.enable(account, name, false);
      case "schedules/*/run" -> schedules.run(account, name);
      case "schedules/*/delete" -> schedules.delete(asker, name);
      default -> throw Refusal.missing("Nothing is served at POST " + request.path());
    };
  }

  private Reply replace(List<String> path, Request request) throws TooLargeException {
    if (!route(path).equals("files/*")) {
      throw Refusal.missing("Nothing is served at PUT " + request.path());
    }
    return files.save(path.get(1), request, body(request));
  }

  private Reply backup(Parameters asked) {
    Backups made = backups;
    String directory = asked.text("directory");
    if (made == null) {
      throw Refusal.conflict("This server keeps nothing on disk, so there is nothing to back up");
    }
    if (directory == null) {
      throw Refusal.wrong("'directory' must say where the backup is to be");
    }
    try {
      Backups.Taken taken = made.take(directory);
      return Answers.ok(
          new JsonOut()
              .beginObject()
              .member("directory", taken.directory())
              .member("files", taken.files())
              .member("bytes", taken.bytes())
              .member("takenAt", taken.takenAt()));
    } catch (IOException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  private static Action action(String name) {
    return switch (name) {
      case "stop" -> Action.STOP;
      case "redrive" -> Action.REDRIVE;
      default -> throw Refusal.missing("Executions can be stopped or redriven, not: " + name);
    };
  }

  /// With `*` in place of the name, which is the second segment.
  private static String route(List<String> path) {
    List<String> route = new ArrayList<>(path);
    if (route.size() > 1) {
      route.set(1, "*");
    }
    return String.join("/", route);
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String part : path.substring(PATH.length()).split("/", -1)) {
      if (!part.isEmpty()) {
        segments.add(PercentEncoding.decoded(part));
      }
    }
    return segments;
  }

  /// Members are texts, numbers or booleans; a list of texts stands for them with commas between.
  private static Parameters body(Request request) throws TooLargeException {
    byte[] bytes = request.body(maxBodyBytes(request));
    Object value;
    try {
      value = bytes.length == 0 ? Map.of() : Json.parse(bytes);
    } catch (JsonException e) {
      throw Refusal.wrong("The request body is not JSON: " + e.message());
    }
    if (!(value instanceof Map<?, ?> members)) {
      throw Refusal.wrong("The request body must be a JSON object");
    }
    return new Parameters(name -> text(name, members.get(name)));
  }

  private static @Nullable String text(String name, @Nullable Object member) {
    return switch (member) {
      case null -> null;
      case String text -> text;
      case Long number -> number.toString();
      case Boolean flag -> flag.toString();
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          String.join(",", list.stream().map(String.class::cast).toList());
      default -> throw Refusal.wrong("%s must be a text".formatted(name));
    };
  }

  private Reply info(Asker asker) {
    List<String> parts = new ArrayList<>(PARTS);
    if (files.areEdited()) {
      parts.add("files");
    }
    long now = clock.getAsLong();
    JsonOut out =
        new JsonOut()
            .beginObject()
            .member("version", about.version())
            .member("region", asker.account().region())
            .member("account", asker.account().id())
            .member("auth", about.auth())
            .member("role", asker.role())
            .member("data", about.data())
            .member("memory", about.data() == null)
            .member("startedAt", about.startedAt())
            .member("uptimeMillis", now - about.startedAt())
            .member("now", now)
            .member("runningExpress", overview.runningExpress())
            .member("inbox", overview.inboxDepth())
            .value("parts", parts);
    return Answers.ok(out);
  }
}
