package io.stepwell.runtime.teststate;

import static io.stepwell.runtime.teststate.Asked.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Limits;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.TestState.Level;
import io.stepwell.runtime.TestedState;
import io.stepwell.runtime.TestedState.Status;
import io.stepwell.tasks.Inspection;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What came of a state that was tested: status, output, and what is shown of its data flow.
final class StateTestsTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  private static final String SQS = "arn:aws:states:::sqs:sendMessage";
  private static final String RETRY =
      "'Retry':[{'ErrorEquals':['A'],'MaxAttempts':2},"
          + "{'ErrorEquals':['B'],'IntervalSeconds':3,'BackoffRate':2,'MaxDelaySeconds':10,"
          + "'MaxAttempts':9}]";
  private static final String CATCH =
      "'Catch':[{'ErrorEquals':['C'],'Next':'X'},"
          + "{'ErrorEquals':['States.ALL'],'ResultPath':'$.why','Next':'Y'}]";
  private static final String PROCESSOR =
      "'ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}";
  private static final String DISTRIBUTED =
      "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
          + "'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}";

  private final Map<String, TaskHandler> handlers = new ConcurrentHashMap<>();

  private TestedState test(Asked asked) throws InterruptedException {
    return test(asked, System::currentTimeMillis);
  }

  private TestedState test(Asked asked, LongSupplier clock) throws InterruptedException {
    try (StateTests tests =
        new StateTests(handlers::get, Limits.AWS, clock, ForkJoinPool.commonPool())) {
      return tests.test(Account.DEFAULT, asked.request());
    }
  }

  /// The inspection as one JSON text, data as values, without what is the same for all.
  private static Map<String, @Nullable Object> shown(TestedState tested) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    tested
        .inspectionData()
        .forEach((name, value) -> shown.put(name, value instanceof Payload p ? p.value() : value));
    shown.remove("input");
    return shown;
  }

  private record Case(String name, Asked asked, String expected) {}

  private static String task(String resource, String more) {
    return "{'Type':'Task','Resource':'" + resource + "'," + more + "'End':true}";
  }

  private static String jsonata(String type, String more) {
    return "{'QueryLanguage':'JSONata','Type':'" + type + "'," + more + "'End':true}";
  }

  @TestFactory
  List<DynamicTest> theDataFlowIsShownAsFarAsTheStateHasIt() {
    String flow =
        "'InputPath':'$.a','Parameters':{'x.$':'$.b'},'ResultSelector':{'r.$':'$.c'},"
            + "'ResultPath':'$.d','OutputPath':'$.d',";
    String sent = "{'MessageId':'m','c':1}";
    List<Case> cases =
        List.of(
            new Case(
                "Pass",
                Asked.of("{'Type':'Pass','InputPath':'$.a','ResultPath':'$.d','End':true}")
                    .input("{'a':1}"),
                "{'afterInputPath':1,'afterParameters':1,'afterResultSelector':1,"
                    + "'afterResultPath':{'a':1,'d':1}}"),
            new Case(
                "Pass with Result",
                Asked.of("{'Type':'Pass','Result':7,'ResultPath':'$.d','End':true}"),
                "{'result':7,'afterResultSelector':7,'afterResultPath':{'d':7}}"),
            new Case("Pass in JSONata", Asked.of(jsonata("Pass", "'Output':1,")), "{}"),
            new Case("Choice", Asked.of(choice()).input("{'v':1}"), "{'afterInputPath':{'v':1}}"),
            new Case(
                "Wait",
                Asked.of("{'Type':'Wait','Seconds':0,'InputPath':'$.a','End':true}")
                    .input("{'a':2}"),
                "{'afterInputPath':2}"),
            new Case("Succeed", Asked.of("{'Type':'Succeed'}"), "{'afterInputPath':{}}"),
            new Case("Fail", Asked.of("{'Type':'Fail'}"), "{'afterInputPath':{}}"),
            new Case(
                "Task",
                Asked.of(task(SQS, flow)).input("{'a':{'b':5}}").result(sent),
                "{'afterInputPath':{'b':5},'afterParameters':{'x':5},'result':"
                    + sent
                    + ",'afterResultSelector':{'r':1},'afterResultPath':{'a':{'b':5},'d':{'r':1}}}"),
            new Case(
                "Task in JSONata",
                Asked.of(
                        jsonata(
                            "Task",
                            "'Resource':'" + SQS + "','Arguments':{'x':1},'Output':'{% 3 %}',"))
                    .result(sent),
                "{'afterArguments':{'x':1},'result':" + sent + "}"),
            new Case(
                "Task that fails",
                Asked.of(task(SQS, "")).failure("E", "why"),
                "{'afterInputPath':{},'afterParameters':{}}"),
            new Case(
                "Parallel",
                Asked.of(
                        "{'Type':'Parallel','Branches':["
                            + "{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}],'End':true}")
                    .result("[4]"),
                "{'afterResultSelector':[4],'afterResultPath':[4]}"),
            new Case(
                "Map",
                Asked.of(
                        "{'Type':'Map','ItemsPath':'$.i','ItemSelector':{'v.$':'$$.Map.Item.Value',"
                            + "'n.$':'$$.Map.Item.Index'},'MaxConcurrency':2,"
                            + PROCESSOR
                            + ",'ResultPath':null,'End':true}")
                    .input("{'i':[8,9]}")
                    .result("[1,1]"),
                "{'afterInputPath':{'i':[8,9]},'afterItemsPath':[8,9],"
                    + "'afterItemSelector':[{'v':8,'n':0},{'v':9,'n':1}],'maxConcurrency':2,"
                    + "'afterResultSelector':[1,1],'afterResultPath':{'i':[8,9]}}"),
            new Case(
                "Map with batches and a reader, in JSONata",
                Asked.of(
                        jsonata(
                            "Map",
                            "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject',"
                                + "'ReaderConfig':{'InputType':'JSON','ItemsPointer':'/a/0'},"
                                + "'Arguments':{'Bucket':'b','Key':'k'}},"
                                + "'ItemBatcher':{'MaxItemsPerBatch':2,'BatchInput':{'z':1}},"
                                + "'ToleratedFailurePercentage':50,"
                                + DISTRIBUTED
                                + ","))
                    .readerData("{'a':[[1,2,3]]}")
                    .result("[1]"),
                "{'afterItemsPointer':[1,2,3],'afterItemBatcher':[{'BatchInput':{'z':1},"
                    + "'Items':[1,2]},{'BatchInput':{'z':1},'Items':[3]}],'maxConcurrency':0,"
                    + "'toleratedFailurePercentage':50.0}"));
    return cases.stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.name(),
                    () ->
                        assertThat(Json.parse(Json.write(shown(test(it.asked())))))
                            .isEqualTo(Json.parse(json(it.expected())))))
        .toList();
  }

  private static String choice() {
    return "{'Type':'Choice','Choices':[{'Variable':'$.v','NumericEquals':1,'Next':'One'}],"
        + "'Default':'Other'}";
  }

  private record Retried(String error, int count, Status status, String details) {}

  @TestFactory
  List<DynamicTest> retriersAndCatchersAnswerForAMockedError() {
    return List.of(
            new Retried(
                "A", 0, Status.RETRIABLE, "{'retryIndex':0,'retryBackoffIntervalSeconds':1}"),
            new Retried(
                "A", 1, Status.RETRIABLE, "{'retryIndex':0,'retryBackoffIntervalSeconds':2}"),
            new Retried("A", 2, Status.CAUGHT_ERROR, "{'retryIndex':0,'catchIndex':1}"),
            new Retried(
                "B", 1, Status.RETRIABLE, "{'retryIndex':1,'retryBackoffIntervalSeconds':6}"),
            new Retried(
                "B", 8, Status.RETRIABLE, "{'retryIndex':1,'retryBackoffIntervalSeconds':10}"),
            new Retried("C", 0, Status.CAUGHT_ERROR, "{'catchIndex':0}"))
        .stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.error() + " after " + it.count() + " retries",
                    () -> {
                      Asked asked =
                          Asked.of(task(SQS, RETRY + "," + CATCH + ","))
                              .failure(it.error(), "why")
                              .retries(it.count());
                      TestedState tested = test(asked);
                      assertThat(tested.status()).isEqualTo(it.status());
                      assertThat(tested.error()).isEqualTo(new ErrorOutput(it.error(), "why"));
                      assertThat(Json.parse(Json.write(shown(tested).get("errorDetails"))))
                          .isEqualTo(Json.parse(json(it.details())));
                    }))
        .toList();
  }

  @Test
  void aCaughtErrorLeadsToTheCatchersNextState() throws Exception {
    TestedState tested =
        test(Asked.of(task(SQS, CATCH + ",")).input("{'a':1}").failure("Z", "why"));

    assertThat(tested.nextState()).isEqualTo("Y");
    assertThat(text(tested)).isEqualTo(json("{'a':1,'why':{'Error':'Z','Cause':'why'}}"));
  }

  @Test
  void aFailureOfTheDataFlowIsNotCaughtAndIsToldWithoutItsPlace() throws Exception {
    TestedState tested =
        test(Asked.of(task(SQS, "'InputPath':'$.no'," + CATCH + ",")).result("{}"));

    assertThat(tested.status()).isEqualTo(Status.FAILED);
    ErrorOutput error = error(tested);
    assertThat(error.error()).isEqualTo("States.Runtime");
    assertThat(error.cause()).doesNotContain("An error occurred while executing");
  }

  @Test
  void theStateLeadsOn() throws Exception {
    TestedState tested = test(Asked.of(choice()).input("{'v':1}").level(Level.INFO));

    assertThat(tested.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(tested.nextState()).isEqualTo("One");
    assertThat(tested.inspectionData()).isEmpty();
  }

  @Test
  void aNestedStateRunsInTheLanguageOfItsMachine() throws Exception {
    String machine =
        "{'QueryLanguage':'JSONata','StartAt':'M','States':{'M':{'Type':'Map','ItemProcessor':"
            + "{'StartAt':'L','States':{'L':{'Type':'Parallel','Branches':[{'StartAt':'In',"
            + "'States':{'In':{'Type':'Pass','Output':'{% $states.context.State.Name & $x %}',"
            + "'Next':'Out'},'Out':{'Type':'Succeed'}}}],'End':true}}},'End':true}}}";

    TestedState tested = test(Asked.of(machine).named("In").variables("{'x':'!'}"));

    assertThat(text(tested)).isEqualTo("\"In!\"");
    assertThat(tested.nextState()).isEqualTo("Out");
    assertThat(shown(tested)).containsEntry("variables", Map.of("x", "!"));
  }

  @Test
  void assignedVariablesJoinThoseThatWereGiven() throws Exception {
    TestedState tested =
        test(
            Asked.of(jsonata("Pass", "'Assign':{'b':'{% $a + 1 %}'},")).variables("{'a':1,'b':0}"));

    assertThat(shown(tested)).containsEntry("variables", Map.of("a", 1L, "b", 2L));
  }

  @Test
  void aGivenContextObjectIsTheWholeContextObject() throws Exception {
    Asked asked =
        Asked.of(task(SQS, "'Parameters':{'c.$':'$$'},"))
            .context("{'Execution':{'Name':'mine'}}")
            .result("{}");

    assertThat(shown(test(asked)).get("afterParameters"))
        .isEqualTo(Map.of("c", Map.of("Execution", Map.of("Name", "mine"))));
  }

  @Test
  void aTokenIsThereForACallbackThatIsMocked() throws Exception {
    Asked asked =
        Asked.of(task(SQS + ".waitForTaskToken", "'Parameters':{'t.$':'$$.Task.Token'},"))
            .result("[]");

    TestedState tested = test(asked);

    assertThat(tested.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(text(tested)).isEqualTo("[]");
  }

  @TestFactory
  List<DynamicTest> aMapPutsUpWithAsManyFailuresAsItTolerates() {
    record Tolerance(String field, int failures, Status status) {}
    return List.of(
            new Tolerance("", 4, Status.SUCCEEDED),
            new Tolerance("'ToleratedFailureCount':1,", 1, Status.SUCCEEDED),
            new Tolerance("'ToleratedFailureCount':1,", 2, Status.FAILED),
            new Tolerance("'ToleratedFailurePercentage':50,", 2, Status.SUCCEEDED),
            new Tolerance("'ToleratedFailurePercentage':50,", 3, Status.FAILED))
        .stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.field() + it.failures(),
                    () -> {
                      TestedState tested =
                          test(
                              Asked.of("{'Type':'Map'," + it.field() + DISTRIBUTED + ",'End':true}")
                                  .input("[1,2,3,4]")
                                  .failures(it.failures())
                                  .result("[1,1,1,1]"));
                      assertThat(tested.status()).isEqualTo(it.status());
                      if (it.status() == Status.FAILED) {
                        assertThat(error(tested).error())
                            .isEqualTo("States.ExceedToleratedFailureThreshold");
                      }
                    }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> whatTheReaderReadBecomesItems() {
    record Read(String config, String data, String items) {}
    return List.of(
            new Read("'InputType':'JSON'", "[1,{'a':2}]", "[1,{'a':2}]"),
            new Read("'InputType':'JSONL'", "{'a':1}\n\n{'a':2}\n", "[{'a':1},{'a':2}]"),
            new Read("'InputType':'JSON','MaxItems':1", "[1,2]", "[1]"),
            new Read(
                "'InputType':'CSV','CSVHeaderLocation':'FIRST_ROW'",
                "a,b\r\n1,\"x, \"\"y\"\"\"\n2\n",
                "[{'a':'1','b':'x, \\\"y\\\"'},{'a':'2','b':''}]"),
            new Read(
                "'InputType':'CSV','CSVHeaderLocation':'GIVEN','CSVHeaders':['p','q'],"
                    + "'CSVDelimiter':'PIPE'",
                "1|2|3",
                "[{'p':'1','q':'2'}]"))
        .stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.config(),
                    () -> {
                      Asked asked =
                          Asked.of(
                                  "{'Type':'Map','ItemReader':{'Resource':"
                                      + "'arn:aws:states:::s3:getObject','ReaderConfig':{"
                                      + it.config()
                                      + "},'Parameters':{'Bucket':'b','Key':'k'}},"
                                      + "'ItemSelector':{'v.$':'$$.Map.Item.Value'},"
                                      + DISTRIBUTED
                                      + ",'End':true}")
                              .readerData(it.data())
                              .result("[]");
                      List<?> selected = (List<?>) shown(test(asked)).get("afterItemSelector");
                      assertThat(selected)
                          .extracting(item -> ((Map<?, ?>) item).get("v"))
                          .isEqualTo(Json.parse(json(it.items())));
                    }))
        .toList();
  }

  @Test
  void aTaskThatIsNotMockedIsCalled() throws Exception {
    handlers.put(
        FUNCTION, call -> new TaskOutcome.Succeeded(Payload.of(List.of(call.input().text()))));

    TestedState tested = test(Asked.of(task(FUNCTION, "")).role().input("{'a':1}"));

    assertThat(text(tested)).isEqualTo("[\"{\\\"a\\\":1}\"]");
  }

  @Test
  void onlyATraceShowsWhatWasOnTheWire() throws Exception {
    handlers.put(FUNCTION, new Spoken());
    Asked asked = Asked.of(task(FUNCTION, "")).role();

    assertThat(shown(test(asked))).doesNotContainKeys("request", "response");
    assertThat(shown(test(asked.level(Level.TRACE))))
        .containsEntry(
            "request",
            Map.of("protocol", "https", "method", "GET", "url", "u", "headers", "[a: hidden]"))
        .containsEntry(
            "response",
            Map.of(
                "protocol", "https",
                "statusCode", "200",
                "statusMessage", "OK",
                "headers", "[]",
                "body", "hi"));
    assertThat(shown(test(asked.revealing())).get("request")).asString().contains("a: secret");
  }

  /// A handler that speaks on a wire.
  private static final class Spoken implements TaskHandler {
    @Override
    public TaskOutcome call(TaskCall call) {
      throw new AssertionError("a test looks on");
    }

    @Override
    public TaskOutcome call(TaskCall call, Inspection wire) {
      String secret = wire.revealSecrets() ? "secret" : "hidden";
      wire.sent(new Inspection.Request("https", "GET", "u", "[a: " + secret + "]", null));
      wire.received(new Inspection.Response("https", "200", "OK", "[]", "hi"));
      return new TaskOutcome.Succeeded(Payload.EMPTY_OBJECT);
    }
  }

  @Test
  void aCallThatFailsMeetsRetryAndCatch() throws Exception {
    handlers.put(FUNCTION, _ -> new TaskOutcome.Failed("A", "busy"));

    TestedState tested = test(Asked.of(task(FUNCTION, RETRY + ",")).role());

    assertThat(tested.status()).isEqualTo(Status.RETRIABLE);
    assertThat(tested.error()).isEqualTo(new ErrorOutput("A", "busy"));
  }

  @Test
  void aResourceThatNobodyServesFailsWithASentence() throws Exception {
    ErrorOutput error = error(test(Asked.of(task(FUNCTION, "")).role()));

    assertThat(error.error()).isEqualTo("States.TaskFailed");
    assertThat(error.cause()).contains(FUNCTION);
  }

  @Test
  void aCallThatTakesTooLongIsInterruptedAndTimesOut() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    handlers.put(FUNCTION, _ -> waitsForever(interrupted));
    AtomicLong hurried = new AtomicLong();

    TestedState tested =
        test(
            Asked.of(task(FUNCTION, "'TimeoutSeconds':5,")).role(), () -> hurried.addAndGet(4_000));

    assertThat(error(tested).error()).isEqualTo("States.Timeout");
    interrupted.await();
  }

  @Test
  void interruptingTheCallerInterruptsTheCall() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    handlers.put(
        FUNCTION,
        _ -> {
          called.countDown();
          return waitsForever(interrupted);
        });
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    test(Asked.of(task(FUNCTION, "")).role());
                  } catch (InterruptedException e) {
                    thrown.set(e);
                  }
                });
    called.await();

    caller.interrupt();

    caller.join();
    interrupted.await();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void aWaitBeyondFiveMinutesFailsWithoutWaiting() throws Exception {
    TestedState tested = test(Asked.of("{'Type':'Wait','Seconds':301,'End':true}"));

    assertThat(tested.status()).isEqualTo(Status.FAILED);
    assertThat(error(tested).error()).isEqualTo("States.Timeout");
  }

  @Test
  void anExpressionThatNeverEndsIsEnded() throws Exception {
    TestedState tested =
        test(
            Asked.of(
                jsonata("Pass", "'Output':'{% ($f := function($n) { $f($n + 1) }; $f(0)) %}',")));

    assertThat(tested.status()).isEqualTo(Status.FAILED);
    assertThat(error(tested).error()).isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void selectorsCantMultiplyTheInputWithoutBound() throws Exception {
    String items = "0,".repeat(20_000) + "0";

    TestedState tested =
        test(
            Asked.of(
                    "{'Type':'Map','ItemsPath':'$.i','ItemSelector':{'all.$':'$'},"
                        + PROCESSOR
                        + ",'End':true}")
                .input("{'i':[" + items + "]}")
                .result("[]"));

    assertThat(tested.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void afterItsEndNothingIsTested() {
    StateTests tests =
        new StateTests(handlers::get, Limits.AWS, System::currentTimeMillis, Runnable::run);
    tests.close();

    assertThatThrownBy(() -> tests.test(Account.DEFAULT, Asked.of("{'Type':'Succeed'}").request()))
        .hasMessage("Rate exceeded");
  }

  private static TaskOutcome waitsForever(CountDownLatch interrupted) throws InterruptedException {
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("nobody counts down");
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  private static String text(TestedState tested) {
    Payload output = tested.output();
    assertThat(output).as("output of %s", tested).isNotNull();
    return String.valueOf(output);
  }

  private static ErrorOutput error(TestedState tested) {
    ErrorOutput error = tested.error();
    if (error == null) {
      throw new AssertionError("no error in " + tested);
    }
    return error;
  }
}
