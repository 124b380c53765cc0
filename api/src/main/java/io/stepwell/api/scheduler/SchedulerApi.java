package io.stepwell.api.scheduler;

import io.stepwell.api.http.PercentEncoding;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.schedule.Schedule;
import io.stepwell.runtime.schedule.ScheduleException;
import io.stepwell.runtime.schedule.ScheduleException.Kind;
import io.stepwell.runtime.schedule.Schedules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// CreateSchedule, GetSchedule, ListSchedules, UpdateSchedule and DeleteSchedule below `/schedules`.
/// There is one group, `default`.
public final class SchedulerApi {
  public static final String PATH = "/schedules";
  public static final int MAX_REQUEST_BYTES = 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(SchedulerApi.class);
  private static final int MAX_PAGE = 100;

  private final Schedules schedules;

  public SchedulerApi(Schedules schedules) {
    this.schedules = schedules;
  }

  /// The action that a request asks for, for who may ask.
  public static String action(Request request) {
    boolean one = request.path().length() > PATH.length() + 1;
    return "scheduler:"
        + switch (request.method()) {
          case "POST" -> "CreateSchedule";
          case "PUT" -> "UpdateSchedule";
          case "DELETE" -> "DeleteSchedule";
          default -> one ? "GetSchedule" : "ListSchedules";
        };
  }

  public Reply handle(Request request, Account account) {
    try {
      return route(request, account);
    } catch (ScheduleException e) {
      return error(e.kind().status(), e.kind().type(), e.message());
    } catch (TooLargeException e) {
      return error(413, "ValidationException", String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("request {} {} {} failed", request.id(), request.method(), request.path(), e);
      return error(
          500,
          "InternalServerException",
          "Internal error; the server's log has it as request " + request.id());
    }
  }

  private Reply route(Request request, Account account) throws TooLargeException {
    String rest = request.path().substring(PATH.length()).replaceFirst("^/", "");
    if (rest.isEmpty() && request.method().equals("GET")) {
      return list(request, account);
    }
    String name = ScheduleRequest.name(PercentEncoding.decoded(rest));
    return switch (request.method()) {
      case "POST" -> {
        ScheduleRequest body = body(request);
        yield arn(schedules.create(account, body.group(), name, body.plan(), false));
      }
      case "PUT" -> {
        ScheduleRequest body = body(request);
        yield arn(schedules.update(account, body.group(), name, body.plan()));
      }
      case "GET" -> json(ScheduleAnswer.full(schedules.existing(account, group(request), name)));
      case "DELETE" -> {
        schedules.delete(account, group(request), name);
        yield json(Map.of());
      }
      default ->
          error(
              404,
              "UnknownOperationException",
              "Stepwell does not offer %s %s of the Scheduler API"
                  .formatted(request.method(), request.path()));
    };
  }

  private static String group(Request request) {
    return ScheduleRequest.group(request.query("groupName"));
  }

  private static ScheduleRequest body(Request request) throws TooLargeException {
    try {
      return new ScheduleRequest(
          Json.parse(request.body(MAX_REQUEST_BYTES)) instanceof Map<?, ?> members
              ? members
              : Map.of());
    } catch (JsonException e) {
      throw new ScheduleException(Kind.VALIDATION, "The request body is not JSON: " + e.message());
    }
  }

  private Reply list(Request request, Account account) {
    String group = request.query("ScheduleGroup");
    String prefix = request.query("NamePrefix");
    String state = request.query("State");
    String after = request.query("NextToken");
    int max = max(request.query("MaxResults"));
    List<Schedule> page =
        schedules.list(
            account,
            after == null ? "" : after,
            max + 1,
            each ->
                (group == null || each.group().equals(group))
                    && (prefix == null || each.name().startsWith(prefix))
                    && (state == null || ScheduleAnswer.state(each).equals(state)));
    Map<String, Object> answer = new LinkedHashMap<>();
    List<Schedule> shown = page.subList(0, Math.min(max, page.size()));
    answer.put("Schedules", shown.stream().map(ScheduleAnswer::summary).toList());
    if (page.size() > max) {
      answer.put("NextToken", shown.getLast().name());
    }
    return json(answer);
  }

  private static int max(@Nullable String text) {
    try {
      int number = text == null ? MAX_PAGE : Integer.parseInt(text);
      if (number >= 1 && number <= MAX_PAGE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, in AWS's words
    }
    throw new ScheduleException(
        Kind.VALIDATION,
        "1 validation error detected: Value '%s' at 'maxResults' failed to satisfy constraint: Member must be between 1 and 100"
            .formatted(text));
  }

  private static Reply arn(Schedule schedule) {
    return json(Map.of("ScheduleArn", schedule.arn()));
  }

  private static Reply json(Map<String, ?> answer) {
    return Reply.of(200, "application/json", Json.writeBytes(answer));
  }

  private static Reply error(int status, String type, String message) {
    byte[] bytes = Json.writeBytes(Map.of("Message", message));
    return new Reply.Whole(
        status, "application/json", Map.of("x-amzn-ErrorType", type), bytes, bytes.length);
  }
}
