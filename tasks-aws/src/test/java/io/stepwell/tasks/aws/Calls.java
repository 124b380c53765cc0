package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.remote.RemoteServices;
import io.stepwell.tasks.remote.ServiceEndpoints;
import io.stepwell.tasks.remote.ServiceEndpoints.Target;
import java.net.URI;
import java.util.Map;
import java.util.ServiceLoader;

/// Calls as the runtime makes them, to services at one endpoint.
final class Calls {
  private static final String STATES = "arn:aws:states:::";

  private Calls() {}

  /// Found as a server finds them.
  static RemoteServices at(URI url) {
    ServiceEndpoints endpoints =
        new ServiceEndpoints(Map.of(), new Target.Endpoint(url, "test"), null, null);
    return ServiceLoader.load(RemoteServices.Provider.class)
        .findFirst()
        .orElseThrow()
        .open(endpoints);
  }

  static TaskHandler handler(RemoteServices services, String action) {
    TaskHandler handler = services.find(STATES + action);
    assertThat(handler).as(action).isNotNull();
    return handler == null ? call -> new TaskOutcome.Failed("none", null) : handler;
  }

  static TaskCall call(String action, String parameters) {
    return new TaskCall(
        STATES + action,
        Payload.ofText(parameters),
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        false,
        null,
        new TaskCall.Execution(
            "123456789012",
            "eu-central-1",
            "arn:aws:states:eu-central-1:123456789012:execution:m:e",
            "arn:aws:states:eu-central-1:123456789012:stateMachine:m",
            "State"),
        null,
        null);
  }

  static TaskOutcome make(RemoteServices services, String action, String parameters)
      throws InterruptedException {
    return handler(services, action).call(call(action, parameters));
  }

  static Map<?, ?> succeeded(TaskOutcome outcome) {
    assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
    return outcome instanceof TaskOutcome.Succeeded(Payload output)
            && output.value() instanceof Map<?, ?> members
        ? members
        : Map.of();
  }
}
