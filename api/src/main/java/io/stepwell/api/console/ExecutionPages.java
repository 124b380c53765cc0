package io.stepwell.api.console;

import io.stepwell.api.http.Reply;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.history.HistoryEvents;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Orchestrator.RecentExecution;
import io.stepwell.runtime.Overview;
import io.stepwell.runtime.Overview.NameSearch;
import io.stepwell.runtime.Overview.NamedExecutions;
import io.stepwell.runtime.Overview.Search;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Executions by filter, and express ones that are still remembered.
final class ExecutionPages {
  private static final int MAX_PAGE = 1_000;

  private final Orchestrator orchestrator;
  private final Overview overview;

  ExecutionPages(Orchestrator orchestrator, Overview overview) {
    this.orchestrator = orchestrator;
    this.overview = overview;
  }

  /// The filter that a request carries.
  static Search search(Parameters asked) {
    return new Search(
        asked.required("machine", "the ARN of a state machine"),
        asked.statuses("status"),
        asked.text("name"),
        asked.time("from", 0, false),
        asked.time("to", Long.MAX_VALUE, true),
        asked.text("version"),
        asked.text("alias"));
  }

  Reply list(Account account, Parameters asked) {
    String name = asked.text("name");
    return asked.text("machine") == null && name != null
        ? named(account, name, asked)
        : ofMachine(account, asked);
  }

  /// Those of all machines whose names begin like this.
  private Reply named(Account account, String prefix, Parameters asked) {
    NameSearch search =
        new NameSearch(
            prefix,
            asked.statuses("status"),
            asked.time("from", 0, false),
            asked.time("to", Long.MAX_VALUE, true));
    NamedExecutions found =
        overview.named(account, search, asked.number("limit", 100, 1, MAX_PAGE));
    JsonOut out = new JsonOut().beginObject();
    executions(out, found.executions());
    if (found.more()) {
      out.member("more", true);
    }
    return Answers.ok(out);
  }

  private static void executions(JsonOut out, List<Execution> executions) {
    out.beginList("executions");
    for (Execution execution : executions) {
      Answers.execution(out.item(), execution);
      out.endObject();
    }
    out.endList();
  }

  private Reply ofMachine(Account account, Parameters asked) {
    Search search = search(asked);
    int max = asked.number("limit", 100, 1, MAX_PAGE);
    boolean express =
        orchestrator.describeStateMachine(account, search.stateMachineArn()).type()
            == Orchestrator.Type.EXPRESS;
    Page<Execution> page =
        express
            ? new Page<>(recent(account, search, max), null)
            : overview.search(account, search, max, asked.text("after"));
    JsonOut out = new JsonOut().beginObject();
    executions(out, page.items());
    if (express) {
      out.member("recent", true);
    }
    Answers.next(out, page.nextToken());
    return Answers.ok(out);
  }

  private List<Execution> recent(Account account, Search search, int max) {
    String name = search.name() == null ? "" : search.name().toLowerCase(Locale.ROOT);
    return orchestrator
        .listRecentExpress(account, search.stateMachineArn(), Overview.MAX_COUNTED)
        .stream()
        .filter(one -> search.statuses().isEmpty() || search.statuses().contains(one.status()))
        .filter(one -> one.name().toLowerCase(Locale.ROOT).contains(name))
        .filter(one -> one.startedAt() >= search.from() && one.startedAt() <= search.to())
        .filter(one -> isStartedBy(one.versionArn(), search.version()))
        .filter(one -> isStartedBy(one.aliasArn(), search.alias()))
        .limit(max)
        .toList();
  }

  private static boolean isStartedBy(@Nullable String arn, @Nullable String qualifier) {
    return qualifier == null || (arn != null && arn.endsWith(":" + qualifier));
  }

  Reply remembered(Account account, String arn) {
    RecentExecution found = orchestrator.recentExpress(account, arn);
    Execution execution = found.execution();
    JsonOut out = new JsonOut().beginObject().beginObject("execution");
    Answers.execution(out, execution);
    out.member("input", execution.input()).member("output", execution.output());
    if (execution.error() != null) {
      out.member("error", execution.error().error()).member("cause", execution.error().cause());
    }
    out.endObject().member("complete", found.complete()).beginList("events");
    Identity identity = identity(execution);
    for (Stamped event : found.events()) {
      Object shown = HistoryEvents.render(event, identity, true);
      if (shown != null) {
        out.item(shown);
      }
    }
    return Answers.ok(out.endList());
  }

  /// From `arn:P:states:R:A:express:MACHINE:NAME:ID`.
  private static Identity identity(Execution execution) {
    String[] parts = execution.arn().split(":", -1);
    return new Identity(parts[1], parts[3], parts[4], parts[6], parts[7], parts[8]);
  }
}
