package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.plan.Resource;
import io.stepwell.asl.resource.Resources;
import java.util.Optional;

/// Checks what a Task state has beyond other states (States Language, "Task State").
record TaskRules(
    MachineType type, Values values, PathRules paths, Templates templates, Findings findings) {

  void check(Element state) {
    values.required(state, "Resource");
    templates.field(state, "Arguments");
    seconds(state, "TimeoutSeconds");
    seconds(state, "HeartbeatSeconds");
    heartbeatWithinTimeout(state);
    credentials(state);
    String arn = values.string(state, "Resource");
    if (arn != null) {
      resource(state, state.required("Resource"), arn);
    }
  }

  private void seconds(Element state, String field) {
    values.integer(state, field, 1, Values.MAX_SECONDS);
    if (!templates.isJsonata()) {
      values.atMostOne(state, field, field + "Path");
      paths.referencePath(state, field + "Path");
    }
  }

  private void heartbeatWithinTimeout(Element state) {
    Element heartbeat = state.member("HeartbeatSeconds");
    Element timeout = state.member("TimeoutSeconds");
    if (heartbeat != null
        && timeout != null
        && heartbeat.value() instanceof Long every
        && timeout.value() instanceof Long limit
        && every >= limit) {
      findings.error(heartbeat, "HeartbeatSeconds must be smaller than TimeoutSeconds");
    }
  }

  /// Unknown members of Credentials are let through, as AWS does.
  private void credentials(Element state) {
    Element credentials = values.object(state, "Credentials");
    if (credentials == null) {
      return;
    }
    if (!templates.isJsonata() && credentials.has("RoleArn.$")) {
      templates.template(credentials);
    } else if (credentials.has("RoleArn")) {
      values.stringOrExpression(credentials, "RoleArn");
    } else {
      findings.error(credentials, "The field 'RoleArn' is required but was missing");
    }
  }

  private void resource(Element state, Element at, String arn) {
    Optional<Resource> resource = Resources.parse(arn);
    if (resource.isPresent()) {
      supported(state, at, resource.get());
    } else if (!arn.startsWith("arn:")) {
      findings.error(at, "Value is not a valid resource ARN");
    } else {
      findings.error(
          at,
          "The resource provided "
              + arn
              + " is not recognized. The value is not a valid resource ARN, or the resource is not"
              + " available in this region.");
    }
  }

  private void supported(Element state, Element at, Resource resource) {
    switch (resource) {
      case Resource.Activity _ -> {
        if (state.has("Credentials")) {
          findings.errorIn(state, at, "The field 'Credentials' is not supported for activities");
        }
        if (type == MachineType.EXPRESS) {
          findings.error(at, "Express state machine does not support Activity ARN");
        }
      }
      case Resource.Integration integration when type == MachineType.EXPRESS ->
          express(at, integration.pattern());
      case Resource.Integration _, Resource.Function _ -> {}
    }
  }

  private void express(Element at, Resource.Pattern pattern) {
    switch (pattern) {
      case SYNC ->
          findings.error(at, "Express state machine does not support '.sync' service integration");
      case WAIT_FOR_TASK_TOKEN -> // the blank at the end is AWS's
          findings.error(
              at,
              "Express state machine does not support '.waitForTaskToken' service integration ");
      case REQUEST_RESPONSE -> {}
    }
  }
}
