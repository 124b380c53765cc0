package io.stepwell.runtime.teststate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stepwell.engine.Limits;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.TestState.Mock;
import io.stepwell.runtime.TestState.ValidationMode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What TestState refuses, in AWS's words where they are known.
final class TestStateRulesTest {
  private static final String PASS = "{'Type':'Pass','End':true}";
  private static final String TASK = task("arn:aws:states:::sqs:sendMessage");
  private static final String JOB = task("arn:aws:states:::batch:submitJob.sync");
  private static final String MAP =
      "{'Type':'Map','ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}},"
          + "'End':true}";
  private static final String EXPORTING_MAP =
      "{'Type':'Map','ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':"
          + "'EXPRESS'},'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}},'ResultWriter':"
          + "{'Resource':'arn:aws:states:::s3:putObject','Parameters':{'Bucket':'b'}},'End':true}";
  private static final String PARALLEL =
      "{'Type':'Parallel','Branches':[{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}],"
          + "'End':true}";
  private static final String CONTEXT = "Invalid Context object provided: ";
  private static final String SCHEMA = "Mock result schema validation error: ";

  /// @param message null when the request is to be taken
  private record Case(Asked asked, @Nullable String message) {}

  private static String task(String resource) {
    return "{'Type':'Task','Resource':'" + resource + "','End':true}";
  }

  private static Stream<DynamicTest> run(List<Case> cases) {
    return cases.stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.message() + " " + it.asked().request(),
                    () -> assertThat(refusal(it.asked())).isEqualTo(it.message())));
  }

  private static @Nullable String refusal(Asked asked) {
    try (StateTests tests =
        new StateTests(_ -> null, Limits.AWS, System::currentTimeMillis, Runnable::run)) {
      Throwable thrown = catchThrowable(() -> tests.test(Account.DEFAULT, asked.request()));
      return thrown instanceof CallerException e ? e.code().type() + ": " + e.message() : null;
    }
  }

  private static Case validation(Asked asked, String message) {
    return new Case(asked, "ValidationException: " + message);
  }

  private static Case definition(Asked asked, String message) {
    return new Case(asked, "InvalidDefinition: " + message);
  }

  @TestFactory
  Stream<DynamicTest> membersThatDoNotGoTogether() {
    String one = "A test mock should have only one of the following fields: [result, errorOutput].";
    return run(
        List.of(
            validation(
                Asked.of(TASK).mock(new Mock("{}", true, "E", null, ValidationMode.STRICT)), one),
            validation(
                Asked.of(TASK).mock(new Mock(null, false, null, null, ValidationMode.STRICT)), one),
            validation(
                Asked.of(TASK).failure(null, "why"),
                "The field 'error' is required when a test mock specifies an errorOutput."),
            validation(
                Asked.of(TASK).revealing().result("{}"),
                "TestState does not support RevealSecrets when a mock is specified."),
            validation(
                Asked.of(MAP).failures(0),
                "TestState does not support MapIterationFailureCount when a mock is not"
                    + " specified."),
            validation(
                Asked.of(TASK).retries(0),
                "TestState does not support RetrierRetryCount when a mock is not specified."),
            validation(
                Asked.of(TASK).context("{}"),
                "TestState does not support Context when a mock is not specified."),
            validation(
                Asked.of(TASK).failures(1).result("{}"),
                "MapIterationFailureCount is supported for Map states only; 'StateName' is a Task"
                    + " state"),
            validation(
                Asked.of(MAP).causedBy("Q").failure("E", null),
                "ErrorCausedByState 'Q' names no state inside the Map state 'StateName'"),
            new Case(Asked.of(MAP).input("[]").causedBy("P").failure("E", null), null),
            validation(
                Asked.of(MAP).input("[1]").failures(2).result("[1]"),
                "Map iteration failure count must be less than or equal to the number of Map"
                    + " iterations")));
  }

  @TestFactory
  Stream<DynamicTest> statesThatCanNotBeTestedSo() {
    String noMap =
        "TestState API does not support Map or Parallel states. Supported state types include:"
            + " [Task, Wait, Pass, Succeed, Fail, Choice]";
    return run(
        List.of(
            validation(
                Asked.of(PASS).result("{}"),
                "State type 'Pass' is not supported when a mock is specified"),
            validation(
                Asked.of("{'Type':'Wait','Seconds':1,'End':true}").failure("E", ""),
                "State type 'Wait' is not supported when a mock is specified"),
            definition(Asked.of(MAP).role(), noMap),
            definition(Asked.of(PARALLEL), noMap),
            validation(Asked.of(TASK), "RoleArn must be specified when testing a Task state"),
            definition(
                Asked.of(JOB).role(),
                "TestState API does not support the '.sync' and '.waitForTaskToken' service"
                    + " integration patterns when a mock is not specified"),
            definition(
                Asked.of(task("arn:aws:states:us-east-1:123456789012:activity:a")).role(),
                "TestState API does not support Activity tasks when a mock is not specified"),
            validation(
                Asked.of("{'StartAt':'A','States':{'A':" + PASS + "}}").named("B"),
                "State not found in definition"),
            definition(
                Asked.of("{'Type':'Pass'}"),
                "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: This object should"
                    + " have only one of the following fields: [Next, End] at /States/StateName'"),
            new Case(
                Asked.of(PASS).input(""),
                "InvalidExecutionInput: Invalid State Machine Execution Input: 'Invalid execution"
                    + " input.'"),
            validation(Asked.of(PASS).variables("[]"), "Variables must be a valid JSON object")));
  }

  @TestFactory
  Stream<DynamicTest> contextObjectsThatAreNone() {
    return run(
        List.of(
            validation(
                Asked.of(TASK).context("{'Nope':{}}").result("{}"),
                CONTEXT + "Field 'Nope' is not allowed"),
            validation(
                Asked.of(TASK).context("{'State':{'nope':1}}").result("{}"),
                CONTEXT + "Field 'nope' is not allowed"),
            validation(
                Asked.of(TASK).context("{'Map':{}}").result("{}"),
                CONTEXT + "'Map' field is not supported when mocking a Context object"),
            validation(
                Asked.of(TASK).context("{'StateMachine':{'Id':1}}").result("{}"),
                CONTEXT + "StateMachine.Id must be a string"),
            validation(
                Asked.of(TASK).context("{'Execution':{'RedriveCount':'1'}}").result("{}"),
                CONTEXT + "Execution.RedriveCount must be a number"),
            validation(
                Asked.of(TASK).context("{'Execution':1}").result("{}"),
                CONTEXT + "Execution must be an object"),
            validation(
                Asked.of(TASK).context("[]").result("{}"), CONTEXT + "must be a JSON object"),
            validation(
                Asked.of(TASK).context("{'Task':{'Token':'t'}}").result("{}"),
                CONTEXT
                    + "Context object contains 'Task' when state is not a Task state with a"
                    + " '.sync' or '.waitForTaskToken' service integration pattern"),
            new Case(Asked.of(JOB).context("{'Task':{'Token':'t'}}").result("{}"), null)));
  }

  @TestFactory
  Stream<DynamicTest> resultsThatTheWorkWouldNotHave() {
    return run(
        List.of(
            validation(Asked.of(TASK).result("no"), "Mocked result must be valid JSON"),
            validation(Asked.of(MAP).result("{}"), "Mocked result must be an array."),
            validation(
                Asked.of(EXPORTING_MAP).result("[]"), "Mocked result must be a JSON object."),
            validation(Asked.of(PARALLEL).result("1"), "Mocked result must be an array."),
            validation(
                Asked.of(PARALLEL).result("[1,2]"),
                "Mocked result must contain the same number of items as number of Parallel"
                    + " branches."),
            wrong("sqs:sendMessage", "{'MessageId':1}", "Field 'MessageId' must be a string"),
            wrong("sqs:sendMessage", "[]", "Field 'result' must be an object"),
            wrong("states:startExecution", "{}", "Required field 'ExecutionArn' is missing"),
            wrong(
                "states:startExecution.sync",
                "{'ExecutionArn':'a','StateMachineArn':'b','Status':'DONE','StartDate':'d'}",
                "Field 'Status' is not an expected value"),
            wrong("dynamodb:getItem", "{'Item':{'a':{'S':1}}}", "Field 'S' must be a string"),
            wrong("dynamodb:getItem", "{'Item':{'a':1}}", "Field 'Item' must be an object"),
            wrong("dynamodb:getItem", "{'Item':[]}", "Field 'Item' must be an object"),
            wrong(
                "aws-sdk:kms:getKeyRotationStatus",
                "{'RotationPeriodInDays':9999}",
                "Field 'RotationPeriodInDays' exceeds the maximum value"),
            wrong(
                "aws-sdk:kms:getKeyRotationStatus",
                "{'RotationPeriodInDays':1}",
                "Field 'RotationPeriodInDays' is less than the minimum value"),
            wrong(
                "aws-sdk:kms:getKeyRotationStatus",
                "{'KeyRotationEnabled':'yes'}",
                "Field 'KeyRotationEnabled' must be a boolean"),
            wrong("aws-sdk:lambda:invoke", "{'Payload':{}}", "Field 'Payload' must be a string"),
            right("lambda:invoke", "{'Payload':{},'StatusCode':200}", ValidationMode.STRICT),
            right("states:startExecution", "{}", ValidationMode.PRESENT),
            right("states:startExecution", "{'StartDate':1}", ValidationMode.NONE),
            right("sqs:sendMessage.waitForTaskToken", "{'MessageId':1}", ValidationMode.STRICT),
            right("aws-sdk:nobodyknows:thisAction", "1", ValidationMode.STRICT)));
  }

  private static Case wrong(String action, String result, String message) {
    return validation(
        Asked.of(task("arn:aws:states:::" + action)).result(result), SCHEMA + message);
  }

  private static Case right(String action, String result, ValidationMode mode) {
    return new Case(Asked.of(task("arn:aws:states:::" + action)).result(result, mode), null);
  }
}
