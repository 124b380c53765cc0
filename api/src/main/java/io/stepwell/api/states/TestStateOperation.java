package io.stepwell.api.states;

import io.stepwell.api.protocol.Fields;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.api.protocol.Operation;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.TestState;
import io.stepwell.runtime.TestState.Configuration;
import io.stepwell.runtime.TestState.Mock;
import io.stepwell.runtime.TestedState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// TestState: runs one state by itself and shows what became of its data.
final class TestStateOperation implements Operation {
  private final Orchestrator orchestrator;

  TestStateOperation(Orchestrator orchestrator) {
    this.orchestrator = orchestrator;
  }

  @Override
  public void answer(Call call, JsonOut out) throws InterruptedException {
    TestState test = request(call.fields());
    TestedState tested = orchestrator.testState(call.account(), test);
    out.member("output", tested.output());
    ErrorOutput error = tested.error();
    if (error != null) {
      out.member("error", error.error()).member("cause", error.cause());
    }
    if (test.level() != TestState.Level.INFO) {
      out.value("inspectionData", tested.inspectionData());
    }
    out.member("nextState", tested.nextState()).member("status", tested.status().name());
  }

  private static TestState request(Fields fields) {
    Fields configuration = fields.structure("stateConfiguration");
    return new TestState(
        fields.required("definition"),
        fields.text("stateName"),
        fields.text("roleArn"),
        fields.text("input"),
        fields.text("variables"),
        fields.text("context"),
        TestState.Level.valueOf(fields.text("inspectionLevel", "INFO")),
        fields.flag("revealSecrets", false),
        fields.value("mock") instanceof Map ? mock(fields.structure("mock")) : null,
        new Configuration(
            number(configuration, "retrierRetryCount"),
            configuration.text("errorCausedByState"),
            number(configuration, "mapIterationFailureCount"),
            configuration.text("mapItemReaderData")));
  }

  private static Mock mock(Fields mock) {
    Fields failure = mock.structure("errorOutput");
    return new Mock(
        mock.text("result"),
        mock.value("errorOutput") != null,
        failure.text("error"),
        failure.text("cause"),
        TestState.ValidationMode.valueOf(mock.text("fieldValidationMode", "STRICT")));
  }

  private static @Nullable Integer number(Fields fields, String name) {
    return fields.value(name) == null ? null : fields.number(name, 0);
  }
}
