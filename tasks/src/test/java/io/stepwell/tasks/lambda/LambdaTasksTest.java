package io.stepwell.tasks.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.lambda.Invoker.Answer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LambdaTasksTest {
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:echo";
  private static final String REQUEST_ID = "3f7a8c1e-0b7d-4f64-9a3e-0d1f2c3b4a59";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T20:00:00Z"), ZoneOffset.UTC);

  private final List<Invoker.Request> requests = new ArrayList<>();
  private Answer answer =
      new Answer.Returned(Payload.ofText("{\"foo\": \"foo-1\"}"), "$LATEST", null);

  @Test
  void aFunctionArnGetsTheInputAndGivesTheBareResult() throws InterruptedException {
    TaskOutcome outcome = call(FUNCTION, "{\"a\":1}");
    assertThat(outcome)
        .isEqualTo(new TaskOutcome.Succeeded(Payload.ofText("{\"foo\": \"foo-1\"}")));
    assertThat(requests.getFirst().function()).isEqualTo(FUNCTION);
    assertThat(requests.getFirst().payload().text()).isEqualTo("{\"a\":1}");
    assertThat(requests.getFirst().requestId()).isEqualTo(REQUEST_ID);
  }

  @Test
  void invokeGivesTheReplyOfTheApiWithThePayloadParsed() throws InterruptedException {
    assertThat(call(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":{\"x\":1}}"))
        .isEqualTo(
            new TaskOutcome.Succeeded(
                Payload.ofText(
                    ("{'ExecutedVersion':'$LATEST','Payload':{'foo':'foo-1'},'SdkHttpMetadata':"
                         + "{'AllHttpHeaders':{'X-Amz-Executed-Version':['$LATEST'],"
                         + "'x-amzn-Remapped-Content-Length':['0'],'Connection':['keep-alive'],'x-amzn-RequestId':['ID'],'Content-Length':['16'],'Date':['Sun,"
                         + " 22 Nov 2026 20:00:00 GMT'],'X-Amzn-Trace-Id':['trace'],"
                         + "'Content-Type':['application/json']},"
                         + "'HttpHeaders':{'Connection':'keep-alive','Content-Length':'16','Content-Type':'application/json','Date':'Sun,"
                         + " 22 Nov 2026 20:00:00 GMT',"
                         + "'X-Amz-Executed-Version':'$LATEST','x-amzn-Remapped-Content-Length':'0',"
                         + "'x-amzn-RequestId':'ID','X-Amzn-Trace-Id':'trace'},"
                         + "'HttpStatusCode':200},'SdkResponseMetadata':{'RequestId':'ID'},"
                         + "'StatusCode':200}")
                        .replace('\'', '"')
                        .replace("ID\"", REQUEST_ID + "\"")
                        .replace("X-Amzn-Trace-" + REQUEST_ID, "X-Amzn-Trace-Id")
                        .replace("x-amzn-Request" + REQUEST_ID, "x-amzn-RequestId"))));
  }

  @Test
  void aPayloadOfInvokeIsJsonTextOrAnyOtherValueOrNothing() throws InterruptedException {
    call(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":\"[1]\"}");
    call(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":{\"x\":[]}}");
    call(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":null}");
    call(INVOKE, "{\"FunctionName\":\"echo\",\"Qualifier\":\"live\"}");
    assertThat(requests)
        .extracting(r -> r.payload().text())
        .containsExactly("[1]", "{\"x\":[]}", "", "");
    assertThat(requests.getLast().qualifier()).isEqualTo("live");
  }

  @Test
  void aFunctionsErrorIsNamedByItsTypeWithTheDocumentAsCause() throws InterruptedException {
    answer =
        new Answer.FunctionError(
            Payload.ofText("{\"errorMessage\": \"no\", \"errorType\": \"Custom\"}"));
    assertThat(call(FUNCTION, "{}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "Custom", "{\"errorMessage\": \"no\", \"errorType\": \"Custom\"}"));
    assertThat(call(INVOKE, "{\"FunctionName\":\"echo\"}"))
        .isEqualTo(
            new TaskOutcome.Failed("Custom", "{\"errorMessage\":\"no\",\"errorType\":\"Custom\"}"));
  }

  @Test
  void anErrorWithoutATypeIsUnknown() throws InterruptedException {
    answer = new Answer.FunctionError(Payload.ofText("{\"errorMessage\":\"no\"}"));
    assertThat(call(FUNCTION, "{}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "Lambda.Unknown",
                "The cause could not be determined because Lambda did not return an error type."
                    + " Returned payload: {\"errorMessage\":\"no\"}"));
  }

  @Test
  void aRefusalIsWordedAsTheSdkOfAwsDoes() throws InterruptedException {
    String arn = FUNCTION + ":$LATEST";
    answer = new Answer.Refused("ResourceNotFoundException", 404, "Function not found: " + arn);
    assertThat(call(INVOKE, "{\"FunctionName\":\"echo\"}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "Lambda.ResourceNotFoundException",
                "Function not found: %s (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: %s; Proxy: null)"
                    .formatted(arn, REQUEST_ID)));
    answer = new Answer.Refused("ValidationException", 400, "bad");
    assertThat(call(INVOKE, "{\"FunctionName\":\"e e\"}"))
        .extracting(outcome -> ((TaskOutcome.Failed) outcome).error())
        .isEqualTo("Lambda.AWSLambdaException");
  }

  @Test
  void aResultOverTheLimitOfStateDataFails() throws InterruptedException {
    answer =
        new Answer.Returned(Payload.ofText("\"" + "a".repeat(257 * 1024) + "\""), "$LATEST", null);
    assertThat(call(INVOKE, "{\"FunctionName\":\"echo\"}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "States.DataLimitExceeded",
                "The state/task 'lambda' returned a result with a size exceeding the maximum number"
                    + " of bytes service limit."));
    assertThat(call(FUNCTION, "{}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "States.DataLimitExceeded",
                "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
                    .formatted(FUNCTION)));
  }

  @Test
  void wrongParametersAreNamed() throws InterruptedException {
    assertThat(call(INVOKE, "{\"FunctionName\":7}"))
        .isEqualTo(
            new TaskOutcome.Failed(
                "States.Runtime",
                "The Parameters '{\"FunctionName\":7}' could not be used to start the Task: "
                    + "[The value for the field 'FunctionName' must be a STRING]"));
    assertThat(requests).isEmpty();
  }

  @Test
  void findsItsResourcesAndNoOthers() {
    LambdaTasks tasks = new LambdaTasks(this::answer, CLOCK);
    assertThat(tasks.find(INVOKE)).isNotNull();
    assertThat(tasks.find(INVOKE + ".waitForTaskToken")).isNotNull();
    assertThat(tasks.find(FUNCTION)).isNotNull();
    assertThat(tasks.find(FUNCTION + ":live")).isNotNull();
    assertThat(tasks.find("arn:aws:states:::sqs:sendMessage")).isNull();
    assertThat(tasks.find("arn:aws:states:us-east-1:123456789012:activity:a")).isNull();
  }

  private TaskOutcome call(String resource, String input) throws InterruptedException {
    @Nullable TaskHandler handler = new LambdaTasks(this::answer, CLOCK).find(resource);
    return Objects.requireNonNull(handler)
        .call(
            new TaskCall(
                resource,
                Payload.ofText(input),
                REQUEST_ID,
                false,
                null,
                new TaskCall.Execution(
                    "123456789012", "us-east-1", "arn:execution", "arn:machine", "State"),
                null,
                "trace"));
  }

  private Answer answer(Invoker.Request request) {
    requests.add(request);
    return answer;
  }
}
