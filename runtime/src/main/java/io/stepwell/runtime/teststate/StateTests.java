package io.stepwell.runtime.teststate;

import io.stepwell.asl.Definitions;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.plan.Plan;
import io.stepwell.asl.plan.State;
import io.stepwell.asl.validate.Finding;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Inspection;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Start;
import io.stepwell.engine.decide.Decider;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.ExecutionInput;
import io.stepwell.runtime.TestState;
import io.stepwell.runtime.TestState.Configuration;
import io.stepwell.runtime.TestedState;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Tests states (TestState): checks the request, runs the state on the engine, and shows its data
/// flow. Each test runs on its caller's thread, at most five minutes, and a bounded number at once.
public final class StateTests implements AutoCloseable {
  /// AWS's limit.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /// Ours: each test may hold a few hundred kilobytes, and a thread of the functions it calls.
  private static final int MOST_AT_ONCE = 256;

  private final TaskHandlers handlers;
  private final Limits limits;
  private final LongSupplier clock;
  private final Executor slow;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /// @param slow runs decisions that were out of fuel
  public StateTests(TaskHandlers handlers, Limits limits, LongSupplier clock, Executor slow) {
    this.handlers = handlers;
    this.limits = limits.withStepsPerSlice(1);
    this.clock = clock;
    this.slow = slow;
  }

  /// @throws CallerException what is wrong with the request
  public TestedState test(Account account, TestState test) throws InterruptedException {
    if (closed || !room.tryAcquire()) {
      throw new CallerException(ErrorCode.THROTTLING, "Rate exceeded");
    }
    running.add(Thread.currentThread());
    try {
      return run(account, test);
    } finally {
      running.remove(Thread.currentThread());
      room.release();
    }
  }

  /// Interrupts the tests that run.
  @Override
  public void close() {
    closed = true;
    running.forEach(Thread::interrupt);
  }

  private TestedState run(Account account, TestState test) throws InterruptedException {
    RequestRules.check(test);
    Plan plan = compile(test);
    State state = plan.root().state(plan.root().startAt());
    RequestRules.check(test, state);
    Payload input = ExecutionInput.check(test.input(), limits.maxPayloadBytes());
    Inspection.Mock mock = Mocks.of(test.mock(), state);
    long now = clock.getAsLong();
    Names names = Names.fresh(account);
    Inspection inspection = new Inspection(given(test, state, input, mock, names, now));
    Wire wire = new Wire(test.revealSecrets());
    StateRun run =
        new StateRun(
            new Decider(limits),
            slow,
            clock,
            new TestCalls(handlers, clock, names.call(account, state.name()), wire),
            plan,
            inspection,
            new SplittableRandom(),
            now + LONGEST.toMillis());
    StateRun.Outcome outcome = run.run(names.start(account, test.roleArn(), input));
    checkIterations(test.configuration(), inspection);
    return new TestedState(
        outcome.status(),
        outcome.output(),
        outcome.error(),
        outcome.nextState(),
        switch (test.level()) {
          case INFO -> Map.of();
          case DEBUG -> Shown.of(state, input, inspection, variables(inspection, outcome));
          case TRACE -> {
            Map<String, Object> traced = new LinkedHashMap<>(wire.members());
            traced.putAll(Shown.of(state, input, inspection, variables(inspection, outcome)));
            yield Collections.unmodifiableMap(traced);
          }
        });
  }

  private static Plan compile(TestState test) {
    String name = test.stateName();
    Definitions.Compiled compiled =
        name == null
            ? Definitions.compileState(test.definition(), MachineType.STANDARD)
            : Definitions.compileState(test.definition(), name, MachineType.STANDARD)
                .orElseThrow(() -> Refusals.validation("State not found in definition"));
    Plan plan = compiled.plan();
    if (plan == null) {
      throw Refusals.definition(Finding.refusal(compiled.findings()));
    }
    return plan;
  }

  private static Inspection.Given given(
      TestState test,
      State state,
      Payload input,
      Inspection.@Nullable Mock mock,
      Names names,
      long now) {
    Configuration configuration = test.configuration();
    Integer failed = configuration.mapIterationFailureCount();
    Integer retries = configuration.retrierRetryCount();
    int retried = retries == null ? 0 : retries;
    String context = test.context();
    return new Inspection.Given(
        context == null
            ? ContextObjects.made(names.identity(), state, input, test.roleArn(), retried, now)
            : ContextObjects.parse(context, state),
        variables(test.variables()),
        mock,
        retried,
        failed == null ? 0 : failed,
        configuration.mapItemReaderData());
  }

  private static Map<String, Payload> variables(@Nullable String text) {
    if (text == null) {
      return Map.of();
    }
    try {
      if (Json.parse(text) instanceof Map<?, ?> object) {
        Map<String, Payload> variables = new LinkedHashMap<>();
        object.forEach((name, value) -> variables.put((String) name, Payload.of(value)));
        return Collections.unmodifiableMap(variables);
      }
    } catch (JsonException e) {
      throw Refusals.validation("Variables must be a valid JSON object: " + e.message());
    }
    throw Refusals.validation("Variables must be a valid JSON object");
  }

  /// Those that the caller gave, and those that the state has set.
  private static Map<String, Payload> variables(Inspection inspection, StateRun.Outcome outcome) {
    Map<String, Payload> variables = new LinkedHashMap<>(inspection.given().variables());
    variables.putAll(outcome.assigned());
    return variables;
  }

  private static void checkIterations(Configuration configuration, Inspection inspection) {
    Integer failed = configuration.mapIterationFailureCount();
    Number iterations = inspection.figures().get(Inspection.Figure.ITERATIONS);
    if (failed != null && iterations != null && failed > iterations.intValue()) {
      throw Refusals.validation(
          "Map iteration failure count must be less than or equal to the number of Map iterations");
    }
  }

  /// What a test is called: a machine and an execution that nobody else ever sees.
  private record Names(ContextObjects.Identity identity) {
    static Names fresh(Account account) {
      String machine = UUID.randomUUID().toString();
      String execution = UUID.randomUUID().toString();
      String prefix =
          "arn:%s:states:%s:%s:".formatted(account.partition(), account.region(), account.id());
      return new Names(
          new ContextObjects.Identity(
              prefix + "stateMachine:" + machine,
              machine,
              prefix + "express:" + machine + ":" + execution,
              execution,
              UUID.randomUUID().toString()));
    }

    TaskCall.Execution call(Account account, String stateName) {
      return new TaskCall.Execution(
          account.id(),
          account.region(),
          identity.executionArn(),
          identity.stateMachineArn(),
          stateName);
    }

    Start start(Account account, @Nullable String roleArn, Payload input) {
      return new Start(
          new Identity(
              account.partition(),
              account.region(),
              account.id(),
              identity.stateMachineName(),
              identity.executionName(),
              null),
          "",
          roleArn == null ? "" : roleArn,
          input,
          null,
          null,
          null,
          null,
          null);
    }
  }
}
