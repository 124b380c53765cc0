package io.stepwell.api.logs;

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
import io.stepwell.api.protocol.Accounts;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.runtime.Account;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The CloudWatch Logs API in AWS JSON 1.1, as far as it goes with Step Functions:
///
/// | operations | |
/// |---|---|
/// | CreateLogGroup, DescribeLogGroups, DeleteLogGroup | groups |
/// | PutRetentionPolicy, DeleteRetentionPolicy | how long their files are kept |
/// | DescribeLogStreams, GetLogEvents, FilterLogEvents | what machines logged |
public final class LogsApi implements Handler {
  /// What the header `X-Amz-Target` of these requests begins with.
  private static final Logger LOG = LoggerFactory.getLogger(LogsApi.class);

  public static final String TARGET = "Logs_20140328.";

  private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
  private static final Set<String> READING =
      Set.of("DescribeLogGroups", "DescribeLogStreams", "GetLogEvents", "FilterLogEvents");
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final Accounts accounts;
  private final Authentication authentication;
  private final GroupOperations groups;
  private final EventOperations events;

  public LogsApi(Accounts accounts, Authentication authentication, LogGroups groups) {
    this.accounts = accounts;
    this.authentication = authentication;
    this.groups = new GroupOperations(groups);
    this.events = new EventOperations(groups);
  }

  @Override
  public Reply handle(Request request) throws InterruptedException {
    try {
      String target = request.header(Header.AMZ_TARGET);
      String operation = target == null ? "" : target.substring(TARGET.length());
      Caller caller = caller(request, operation);
      Account account = accounts.of(caller, request.header(Header.AUTHORIZATION));
      return reply(200, answer(operation, account, parameters(request)));
    } catch (LogsException e) {
      return reply(400, Map.of("__type", e.type(), "message", e.message()));
    } catch (UncheckedIOException e) {
      LOG.error("request {} on log groups failed", request.id(), e);
      return reply(
          503,
          Map.of(
              "__type",
              "ServiceUnavailableException",
              "message",
              "The files of the log group could not be used; the server's log has it as request "
                  + request.id()));
    } catch (AuthException e) {
      return reply(403, Map.of("__type", e.type(), "message", e.message()));
    }
  }

  private Caller caller(Request request, String operation) {
    boolean writes = !READING.contains(operation);
    try {
      Caller caller =
          authentication.identify(request, new Signatures.Purpose("logs", writes, MAX_BODY_BYTES));
      caller.require(writes ? Role.ADMIN : Role.VIEWER, "logs:" + operation);
      return caller;
    } catch (TooLargeException e) {
      throw LogsException.unreadable(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, ? extends @Nullable Object> answer(
      String operation, Account account, Parameters parameters) {
    return switch (operation) {
      case "CreateLogGroup" -> groups.create(account, parameters);
      case "DescribeLogGroups" -> groups.describe(account, parameters);
      case "DeleteLogGroup" -> groups.delete(account, parameters);
      case "PutRetentionPolicy" -> groups.retain(account, parameters);
      case "DeleteRetentionPolicy" -> groups.retainForEver(account, parameters);
      case "DescribeLogStreams" -> events.streams(account, parameters);
      case "GetLogEvents" -> events.get(account, parameters);
      case "FilterLogEvents" -> events.filter(account, parameters);
      default ->
          throw LogsException.unknown(
              "Stepwell does not offer the operation '%s' of CloudWatch Logs".formatted(operation));
    };
  }

  private static Parameters parameters(Request request) {
    try {
      byte[] body = request.body(MAX_BODY_BYTES);
      Object value = body.length == 0 ? Map.of() : Json.parse(body);
      if (value instanceof Map<?, ?> members) {
        return new Parameters(members);
      }
      throw LogsException.unreadable("The request body must be a JSON object");
    } catch (JsonException e) {
      throw LogsException.unreadable("The request body is not JSON: " + e.message());
    } catch (TooLargeException e) {
      throw LogsException.unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Reply reply(int status, Map<String, ? extends @Nullable Object> members) {
    return Reply.of(status, CONTENT_TYPE, Json.writeBytes(members));
  }
}
