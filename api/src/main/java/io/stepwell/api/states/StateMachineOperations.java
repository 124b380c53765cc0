package io.stepwell.api.states;

import io.stepwell.api.protocol.Fields;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.api.protocol.Operation;
import io.stepwell.api.protocol.Operation.Call;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.StateMachine;
import java.util.Map;

/// The operations on state machines.
final class StateMachineOperations {
  private static final Map<String, Object> LOGGING_OFF =
      Map.of("level", "OFF", "includeExecutionData", false);
  private static final Map<String, Object> TRACING_OFF = Map.of("enabled", false);

  private final Orchestrator orchestrator;

  StateMachineOperations(Orchestrator orchestrator) {
    this.orchestrator = orchestrator;
  }

  Map<String, Operation> all() {
    return Map.of(
        "CreateStateMachine", this::create,
        "UpdateStateMachine", this::update,
        "DescribeStateMachine", this::describe,
        "DescribeStateMachineForExecution", this::describeForExecution,
        "ListStateMachines", this::list,
        "DeleteStateMachine", this::delete);
  }

  private void create(Call call, JsonOut out) {
    Fields fields = call.fields();
    Orchestrator.Created created =
        orchestrator.createStateMachine(
            call.account(),
            new Orchestrator.CreateStateMachine(
                fields.required("name"),
                fields.required("definition"),
                fields.required("roleArn"),
                Orchestrator.Type.valueOf(fields.text("type", "STANDARD")),
                fields.value("loggingConfiguration"),
                fields.value("tracingConfiguration"),
                fields.value("encryptionConfiguration"),
                fields.tags("tags"),
                fields.flag("publish", false),
                fields.text("versionDescription")));
    out.member("stateMachineArn", created.arn())
        .time("creationDate", created.createdAt())
        .member("stateMachineVersionArn", created.versionArn());
  }

  private void update(Call call, JsonOut out) {
    Fields fields = call.fields();
    Orchestrator.Updated updated =
        orchestrator.updateStateMachine(
            call.account(),
            new Orchestrator.UpdateStateMachine(
                fields.required("stateMachineArn"),
                fields.text("definition"),
                fields.text("roleArn"),
                fields.value("loggingConfiguration"),
                fields.value("tracingConfiguration"),
                fields.value("encryptionConfiguration"),
                fields.flag("publish", false),
                fields.text("versionDescription")));
    out.time("updateDate", updated.updatedAt())
        .member("revisionId", updated.revisionId())
        .member("stateMachineVersionArn", updated.versionArn());
  }

  private void describe(Call call, JsonOut out) {
    StateMachine machine =
        orchestrator.describeStateMachine(
            call.account(), call.fields().required("stateMachineArn"));
    out.member("stateMachineArn", machine.arn())
        .member("name", machine.name())
        .member("status", machine.deleting() ? "DELETING" : "ACTIVE")
        .member("type", machine.type().name())
        .time("creationDate", machine.createdAt())
        .member("description", machine.description());
    configuration(machine, call.fields(), out);
  }

  private void describeForExecution(Call call, JsonOut out) {
    StateMachine machine =
        orchestrator.describeStateMachineForExecution(
            call.account(), call.fields().required("executionArn"));
    int slash = machine.name().indexOf('/');
    out.member("stateMachineArn", machine.arn())
        .member("name", slash < 0 ? machine.name() : machine.name().substring(0, slash))
        .time("updateDate", machine.updatedAt());
    if (slash >= 0) {
      child(call, machine.name().substring(slash + 1), out);
    }
    configuration(machine, call.fields(), out);
  }

  /// What a child of a map run has beyond other executions.
  private void child(Call call, String label, JsonOut out) {
    String execution = call.fields().required("executionArn");
    out.member("mapRunArn", orchestrator.describeExecution(call.account(), execution).mapRunArn())
        .member("label", label);
  }

  private static void configuration(StateMachine machine, Fields fields, JsonOut out) {
    boolean data = Included.data(fields);
    Object logging = machine.loggingConfiguration();
    Object tracing = machine.tracingConfiguration();
    out.member("definition", data ? machine.definition() : "{}")
        .member("roleArn", machine.roleArn())
        .value("loggingConfiguration", logging == null ? LOGGING_OFF : logging)
        .value("tracingConfiguration", tracing == null ? TRACING_OFF : tracing)
        .value("encryptionConfiguration", machine.encryptionConfiguration())
        .member("revisionId", machine.revisionId());
    if (data && !machine.variableReferences().isEmpty()) {
      out.beginObject("variableReferences");
      machine
          .variableReferences()
          .forEach((state, variables) -> out.value(state, variables.stream().sorted().toList()));
      out.endObject();
    }
  }

  private void list(Call call, JsonOut out) {
    Pages.write(
        out,
        "stateMachines",
        orchestrator.listStateMachines(
            call.account(), Pages.size(call.fields()), call.fields().text("nextToken")),
        machine ->
            out.member("stateMachineArn", machine.arn())
                .member("name", machine.name())
                .member("type", machine.type().name())
                .time("creationDate", machine.createdAt()));
  }

  private void delete(Call call, JsonOut out) {
    orchestrator.deleteStateMachine(call.account(), call.fields().required("stateMachineArn"));
  }
}
