package io.stepwell.api.console;

import io.stepwell.api.http.Reply;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Overview;
import io.stepwell.runtime.Overview.ActivityOverview;
import io.stepwell.runtime.Overview.OfferedTask;
import io.stepwell.runtime.Overview.Quarantined;
import io.stepwell.runtime.Overview.WaitingTask;
import io.stepwell.runtime.Overview.WaitingTasks;
import io.stepwell.runtime.Overview.Worker;

/// What waits for a person, a callback or a worker, and what is out of service.
final class TaskPages {
  private static final int MAX_PAGE = 1_000;
  private static final int MAX_INPUT = 16 * 1024;

  private final Overview overview;

  TaskPages(Overview overview) {
    this.overview = overview;
  }

  /// @param tokens whether the caller may end tasks
  Reply waiting(Account account, Parameters asked, boolean tokens) {
    WaitingTasks page =
        overview.waitingTasks(
            account,
            asked.text("machine"),
            asked.number("limit", 100, 1, MAX_PAGE),
            asked.text("after"));
    JsonOut out = new JsonOut().beginObject().beginList("tasks");
    for (WaitingTask task : page.tasks()) {
      out.item()
          .member("token", tokens ? task.token() : null)
          .member("kind", task.activity() ? "ACTIVITY" : "CALLBACK")
          .member("execution", task.executionArn())
          .member("machine", task.stateMachineArn())
          .member("state", task.state())
          .member("resource", task.resource())
          .member("sinceAt", task.since());
      Answers.time(out, "dueAt", task.dueAt());
      // An integration's input may hold the token that the caller is not given.
      if (tokens) {
        input(out, task.input());
      }
      out.endObject();
    }
    Answers.next(out.endList().member("looked", page.lookedAt()), page.next());
    return Answers.ok(out);
  }

  private static void input(JsonOut out, Payload input) {
    if (input.size() <= MAX_INPUT) {
      out.member("input", input);
      return;
    }
    String text = input.text();
    int end = Math.min(MAX_INPUT, text.length());
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    out.member("input", text.substring(0, end)).member("inputCut", true);
  }

  Reply activity(Account account, String arn, Parameters asked) {
    ActivityOverview found =
        overview.activity(
            account, arn, asked.number("limit", 100, 1, MAX_PAGE), asked.text("after"));
    JsonOut out =
        new JsonOut()
            .beginObject()
            .member("arn", found.activity().arn())
            .member("name", found.activity().name())
            .member("createdAt", found.activity().createdAt())
            .member("polling", found.polling())
            .beginList("workers");
    for (Worker worker : found.workers()) {
      out.item().member("name", worker.name()).member("seenAt", worker.seenAt()).endObject();
    }
    out.endList().beginList("waiting");
    for (OfferedTask task : found.waiting()) {
      out.item()
          .member("execution", task.executionArn())
          .member("machine", task.stateMachineArn())
          .member("state", task.state())
          .member("sinceAt", task.since());
      input(out, task.input());
      out.endObject();
    }
    Answers.next(out.endList(), found.next());
    return Answers.ok(out);
  }

  Reply quarantined(Console.Asker asker) {
    JsonOut out = new JsonOut().beginObject().beginList("executions");
    for (Quarantined one : overview.quarantined()) {
      if (asker.sees(one.executionArn())) {
        out.item().member("arn", one.executionArn()).member("reason", one.reason()).endObject();
      }
    }
    return Answers.ok(out.endList());
  }

  Reply retry(String arn) {
    return done(overview.retryQuarantined(arn));
  }

  Reply abort(String arn) {
    return done(overview.abortQuarantined(arn));
  }

  private static Reply done(boolean done) {
    return Answers.ok(new JsonOut().beginObject().member("done", done));
  }
}
