package io.stepwell.tasks.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskOutcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SdkTaskTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m";

  private final List<StepFunctions.Start> starts = new ArrayList<>();
  private final List<Map<?, ?>> calls = new ArrayList<>();

  private final StepFunctions stepFunctions =
      new StepFunctions() {
        @Override
        public Answer call(TaskCall.Execution caller, String operation, Map<?, ?> parameters) {
          calls.add(parameters);
          return new Answer.Done(Map.of());
        }

        @Override
        public Answer start(Start start) {
          starts.add(start);
          return new Answer.Done(
              Map.of("executionArn", "e", "startDate", BigDecimal.valueOf(1_500, 3)));
        }

        @Override
        public boolean canBeAwaited(String stateMachineArn) {
          return true;
        }

        @Override
        public Answer awaitEnd(TaskCall.Execution parent, String executionArn) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void stop(TaskCall.Execution parent, String executionArn) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void stopStarted(Start start) {
          throw new UnsupportedOperationException();
        }
      };

  @Test
  void aStartWithoutANameIsToldApartByTheRequestOfItsTask() throws Exception {
    TaskOutcome outcome =
        start("{\"StateMachineArn\":\"" + MACHINE + "\",\"Input\":{\"OrderId\":1}}");

    assertThat(outcome)
        .isEqualTo(
            new TaskOutcome.Succeeded(
                Payload.ofText(
                    "{\"ExecutionArn\":\"e\",\"StartDate\":\"1970-01-01T00:00:01.500Z\"}")));
    StepFunctions.Start start = starts.getFirst();
    assertThat(start.name()).isNull();
    assertThat(start.requestId()).isEqualTo("request");
    assertThat(start.again()).isTrue();
    assertThat(start.input()).isEqualTo("{\"OrderId\":1}");
    assertThat(calls).isEmpty();
  }

  @Test
  void aStartWithANameIsTheApis() throws Exception {
    start("{\"StateMachineArn\":\"" + MACHINE + "\",\"Name\":\"n\"}");

    assertThat(starts).isEmpty();
    assertThat(calls).containsExactly(Map.of("StateMachineArn", MACHINE, "Name", "n"));
  }

  private TaskOutcome start(String parameters) throws InterruptedException {
    return new SdkTask(stepFunctions, "StartExecution")
        .call(
            new TaskCall(
                "arn:aws:states:::aws-sdk:sfn:startExecution",
                Payload.ofText(parameters),
                "request",
                true,
                null,
                new TaskCall.Execution("123456789012", "us-east-1", "p", "q", "S"),
                null,
                null));
  }
}
