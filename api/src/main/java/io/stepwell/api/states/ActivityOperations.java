package io.stepwell.api.states;

import io.stepwell.api.protocol.Fields;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.api.protocol.Operation;
import io.stepwell.api.protocol.Operation.Call;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Activity;
import io.stepwell.runtime.Orchestrator.ActivityTask;
import java.time.Duration;
import java.util.Map;

/// The operations on activities, and the answers to tasks.
final class ActivityOperations {
  /// AWS holds a poll for 60 seconds; clients wait for 65.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Orchestrator orchestrator;

  ActivityOperations(Orchestrator orchestrator) {
    this.orchestrator = orchestrator;
  }

  Map<String, Operation> all() {
    return Map.of(
        "CreateActivity", this::create,
        "DescribeActivity", this::describe,
        "ListActivities", this::list,
        "DeleteActivity", this::delete,
        "GetActivityTask", this::task,
        "SendTaskSuccess", this::success,
        "SendTaskFailure", this::failure,
        "SendTaskHeartbeat", this::heartbeat);
  }

  private void create(Call call, JsonOut out) {
    Fields fields = call.fields();
    Activity activity =
        orchestrator.createActivity(
            call.account(),
            fields.required("name"),
            fields.tags("tags"),
            fields.value("encryptionConfiguration"));
    out.member("activityArn", activity.arn()).time("creationDate", activity.createdAt());
  }

  private void describe(Call call, JsonOut out) {
    Activity activity =
        orchestrator.describeActivity(call.account(), call.fields().required("activityArn"));
    identity(activity, out);
    out.value("encryptionConfiguration", activity.encryptionConfiguration());
  }

  private void list(Call call, JsonOut out) {
    Pages.write(
        out,
        "activities",
        orchestrator.listActivities(
            call.account(), Pages.size(call.fields()), call.fields().text("nextToken")),
        activity -> identity(activity, out));
  }

  private static void identity(Activity activity, JsonOut out) {
    out.member("activityArn", activity.arn())
        .member("name", activity.name())
        .time("creationDate", activity.createdAt());
  }

  private void delete(Call call, JsonOut out) {
    orchestrator.deleteActivity(call.account(), call.fields().required("activityArn"));
  }

  private void task(Call call, JsonOut out) throws InterruptedException {
    Fields fields = call.fields();
    ActivityTask task =
        orchestrator.getActivityTask(
            call.account(),
            fields.required("activityArn"),
            fields.text("workerName"),
            PATIENCE,
            call.client().presence());
    if (task != null) {
      call.client().ifMissed(() -> orchestrator.returnActivityTask(task.token()));
      out.member("taskToken", task.token()).member("input", task.input());
    }
  }

  private void success(Call call, JsonOut out) {
    Fields fields = call.fields();
    orchestrator.sendTaskSuccess(
        call.account(), fields.required("taskToken"), fields.required("output"));
  }

  private void failure(Call call, JsonOut out) {
    Fields fields = call.fields();
    orchestrator.sendTaskFailure(
        call.account(),
        fields.required("taskToken"),
        new ErrorOutput(fields.text("error"), fields.text("cause")));
  }

  private void heartbeat(Call call, JsonOut out) {
    orchestrator.sendTaskHeartbeat(call.account(), call.fields().required("taskToken"));
  }
}
