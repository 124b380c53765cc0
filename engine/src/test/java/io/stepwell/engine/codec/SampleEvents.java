package io.stepwell.engine.codec;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Event.Branch;
import io.stepwell.engine.Identity;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.StateType;
import io.stepwell.engine.TaskResource;
import io.stepwell.engine.TaskResource.Kind;
import io.stepwell.engine.TaskResource.Pattern;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every type of event, with and without what may be absent. The golden file holds their bytes: add
/// at the end of [#all] only.
public final class SampleEvents {
  public static final Identity IDENTITY =
      new Identity("aws", "us-east-1", "123456789012", "orders", "order-17", null);
  public static final TaskResource FUNCTION =
      new TaskResource(
          Kind.FUNCTION,
          Pattern.REQUEST_RESPONSE,
          "arn:aws:lambda:us-east-1:123456789012:function:pay",
          "",
          "");
  public static final TaskResource ACTIVITY =
      new TaskResource(
          Kind.ACTIVITY,
          Pattern.REQUEST_RESPONSE,
          "arn:aws:states:us-east-1:123456789012:activity:pack",
          "",
          "");
  public static final TaskResource SQS =
      new TaskResource(
          Kind.INTEGRATION,
          Pattern.WAIT_FOR_TASK_TOKEN,
          "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "sqs",
          "sendMessage.waitForTaskToken");
  public static final TaskResource NESTED =
      new TaskResource(
          Kind.INTEGRATION,
          Pattern.SYNC,
          "arn:aws:states:::states:startExecution.sync:2",
          "states",
          "startExecution.sync:2");
  static final Payload ORDER =
      Payload.ofText("{\"order\":17,\"customer\":\"Grüße, Ökonom 🚚\",\"lines\":[1,2,3]}");

  private static final String ROLE = "arn:aws:iam::123456789012:role/orders";
  private static final long FIRST_AT = 1_700_000_000_123L;

  private SampleEvents() {}

  public static Start start(Identity identity, Payload input) {
    return new Start(identity, "9f86d081884c7d65", ROLE, input, null, null, null, null, null);
  }

  /// Whether an event of this type takes no AWS id.
  public static boolean internal(Event event) {
    return event instanceof Event.StateFailing
        || event instanceof Event.WaitStarted
        || event instanceof Event.RetryScheduled
        || event instanceof Event.Woken
        || event instanceof Event.TaskHeartbeat
        || event instanceof Event.TaskReturned
        || event instanceof Event.CallbackReceived
        || event instanceof Event.JobCancelled;
  }

  /// What came to the first version with tasks that workers give back.
  static List<Stamped> returned() {
    return List.of(new Stamped(new Event.TaskReturned(7), 3, 0, 0, FIRST_AT));
  }

  /// What came to the first version later.
  static List<Stamped> jobsAndRedrives() {
    long at = FIRST_AT;
    return List.of(
        new Stamped(new Event.JobCancelled(7), 0, 0, 0, at),
        new Stamped(new Event.ExecutionRedriven(1, at + 60_000, "once"), 0, 9, 8, at + 5),
        new Stamped(new Event.ExecutionRedriven(2, null, "twice"), 0, 10, 9, at + 5));
  }

  /// All of them with ids, in lanes that change, at times that move on now and then.
  public static List<Stamped> stamped() {
    List<Stamped> stamped = new ArrayList<>();
    long id = 1;
    long at = FIRST_AT;
    List<Event> events = all();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      at += i % 3 == 0 ? i * 17L : 0;
      int lane = i % 5 == 4 ? i * 40 : 0;
      if (internal(event)) {
        stamped.add(new Stamped(event, lane, 0, 0, at));
      } else {
        stamped.add(new Stamped(event, lane, id, i % 4 == 1 ? 0 : id - 1, at));
        id++;
      }
    }
    return stamped;
  }

  public static List<Event> all() {
    List<Event> all = new ArrayList<>();
    addExecution(all);
    addStates(all);
    addTasks(all);
    addContainers(all);
    return all;
  }

  private static void addExecution(List<Event> all) {
    String machine = IDENTITY.stateMachineArn();
    Start everything =
        new Start(
            new Identity("aws-cn", "cn-north-1", "1", "orders/label", "child", "express-7"),
            "hash",
            ROLE,
            Payload.EMPTY_OBJECT,
            FIRST_AT + 60_000,
            machine + ":3",
            machine + ":live",
            "Root=1-5759e988-bd862e3fe1be46a994272793",
            IDENTITY.arn());
    all.add(new Event.ExecutionStarted(start(IDENTITY, ORDER), "Reserve"));
    all.add(new Event.ExecutionStarted(everything, "First"));
    all.add(new Event.ExecutionSucceeded(ORDER));
    all.add(new Event.ExecutionFailed(new ErrorOutput("Card.Busy", "try again")));
    all.add(new Event.ExecutionFailed(new ErrorOutput(null, null)));
    all.add(new Event.ExecutionAborted(new ErrorOutput(null, "by hand")));
    all.add(new Event.ExecutionTimedOut(new ErrorOutput(ErrorOutput.TIMEOUT, null)));
    all.add(new Event.ExecutionRedriven(1, null, null));
    all.add(new Event.ExecutionRedriven(2, FIRST_AT + 90_000, null));
  }

  private static void addStates(List<Event> all) {
    Map<String, Payload> assigned = new LinkedHashMap<>();
    assigned.put("total", Payload.ofText("42"));
    assigned.put("order", ORDER);
    assigned.put("half a pair \ud83d", Payload.ofText("\"a text that is long enough\""));
    for (StateType type : StateType.values()) {
      all.add(new Event.StateEntered(type, "Reserve", ORDER));
      all.add(new Event.StateExited(type, "Reserve", Payload.NULL, Map.of(), "Pay"));
      all.add(new Event.StateAborted(type, "Reserve"));
    }
    all.add(new Event.StateExited(StateType.PASS, "Zurück 🚚", ORDER, assigned, null));
    ErrorOutput query = new ErrorOutput("States.QueryEvaluationError", "no such thing");
    all.add(new Event.EvaluationFailed("Reserve", "Arguments/Payload", query));
    all.add(new Event.EvaluationFailed("Reserve", null, query));
    all.add(new Event.StateFailing(ErrorOutput.runtime("bad path"), false, true, 7));
    all.add(new Event.StateFailing(new ErrorOutput(null, null), true, false, 25_000));
    all.add(new Event.WaitStarted(FIRST_AT + 3_600_000));
    all.add(new Event.WaitStarted(Long.MIN_VALUE));
    all.add(new Event.RetryScheduled(2, FIRST_AT + 1_500));
    all.add(new Event.Woken());
  }

  private static void addTasks(List<Event> all) {
    ErrorOutput error = new ErrorOutput("Busy", "{\"errorType\":\"Busy\",\"trace\":[]}");
    int task = 1;
    for (TaskResource resource : List.of(FUNCTION, ACTIVITY, SQS, NESTED)) {
      all.add(new Event.TaskScheduled(task, resource, ORDER, null, null, null, null));
      all.add(new Event.TaskStarted(task, resource, null, null));
      all.add(new Event.TaskSucceeded(task, resource, ORDER));
      all.add(new Event.TaskFailed(task, resource, error));
      all.add(new Event.TaskTimedOut(task, resource, new ErrorOutput(ErrorOutput.TIMEOUT, null)));
      task++;
    }
    long timeout = FIRST_AT + 600_000;
    all.add(new Event.TaskScheduled(task, SQS, ORDER, 600L, timeout, 120L, ROLE));
    all.add(new Event.TaskStarted(task, ACTIVITY, "worker-1", FIRST_AT + 120_000));
    all.add(new Event.TaskSubmitted(task, SQS, Payload.ofText("{\"MessageId\":\"m-1\"}"), null));
    all.add(new Event.TaskSubmitted(task, NESTED, ORDER, Payload.ofText("\"child\"")));
    all.add(new Event.TaskHeartbeat(task, FIRST_AT + 240_000));
    all.add(new Event.CallbackReceived(task, ORDER, null));
    all.add(new Event.CallbackReceived(task, null, error));
    all.add(new Event.CallbackReceived(task, null, new ErrorOutput(null, null)));
  }

  private static void addContainers(List<Event> all) {
    Payload items = Payload.ofText("[{\"sku\":\"a-1\"},{\"sku\":\"b-2\"}]");
    all.add(new Event.ParallelStarted(ORDER, List.of(new Branch(1, "A"), new Branch(2, "B"))));
    all.add(new Event.ParallelStarted(ORDER, List.of()));
    all.add(new Event.ParallelSucceeded());
    all.add(new Event.ParallelFailed());
    all.add(new Event.MapStarted(2, items, new Branch(3, "Pack"), 40));
    all.add(
        new Event.MapIterationStarted("Each", 0, Payload.ofText("{\"sku\":\"a-1\"}"), null, ORDER));
    all.add(new Event.MapIterationStarted("Each", 1, ORDER, "second", Payload.ofText("1")));
    all.add(new Event.MapIterationSucceeded("Each", 0));
    all.add(new Event.MapIterationFailed("Each", 1));
    all.add(new Event.MapIterationAborted("Each", 2));
    all.add(new Event.MapSucceeded());
    all.add(new Event.MapFailed());
    String run = "arn:aws:states:us-east-1:123456789012:mapRun:orders/Each:0f7c";
    all.add(new Event.MapRunStarted(run));
    all.add(new Event.MapRunSucceeded());
    all.add(new Event.MapRunFailed(new ErrorOutput("States.ExceedToleratedFailureThreshold", "")));
    all.add(new Event.MapRunAborted());
    all.add(new Event.MapRunRedriven(run, 1));
  }

  /// The internal events of map runs, with ids of their own: their golden file is another one.
  static List<Stamped> mapRuns() {
    String run = "arn:aws:states:us-east-1:123456789012:mapRun:orders/Each:0f7c";
    Payload items = Payload.ofText("[{\"sku\":\"a-1\"},{\"sku\":\"b-2\"}]");
    return List.of(
        new Stamped(new Event.MapRunOrdered(wholeOrder(run, items)), 0, 0, 0, FIRST_AT),
        new Stamped(new Event.MapRunStarted(run), 0, 4, 3, FIRST_AT),
        new Stamped(new Event.MapRunOrdered(bareOrder(run)), 3, 0, 0, FIRST_AT + 1),
        new Stamped(new Event.MapRunEnded(7, items, 4), 0, 0, 0, FIRST_AT + 2));
  }

  private static MapRunOrder wholeOrder(String run, Payload items) {
    return new MapRunOrder(
        7,
        run,
        "orders/Each",
        "Each",
        0,
        true,
        items,
        ORDER,
        Payload.ofText("{\"Execution\":{\"Name\":\"order-17\"}}"),
        Map.of("total", Payload.ofText("42")),
        10,
        3L,
        12.5,
        null,
        new MapRunOrder.Batcher(5, 1_000, ORDER),
        new MapRunOrder.Writer(null, Payload.EMPTY_OBJECT, Payload.EMPTY_OBJECT));
  }

  private static MapRunOrder bareOrder(String run) {
    return new MapRunOrder(
        8,
        run,
        "orders/Each",
        "Each",
        0,
        false,
        null,
        ORDER,
        Payload.EMPTY_OBJECT,
        Map.of(),
        0,
        null,
        null,
        new MapRunOrder.Reader(
            "arn:aws:states:::s3:getObject", ORDER, Payload.EMPTY_OBJECT, 100_000_000),
        null,
        null);
  }
}
