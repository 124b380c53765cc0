package io.stepwell.api.console;

import io.stepwell.api.console.BulkOperation.Action;
import io.stepwell.api.console.BulkOperation.State;
import io.stepwell.api.http.Reply;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Overview;
import io.stepwell.runtime.Overview.Search;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops or redrives all executions that a filter finds, in the background. Kept in memory: a restart
/// ends them, and whoever began one sees that it is gone.
final class BulkOperations {
  private static final Logger LOG = LoggerFactory.getLogger(BulkOperations.class);
  private static final int MAX_RUNNING = 4;
  private static final int MAX_KEPT = 100;
  private static final int MAX_EXECUTIONS = 100_000;
  private static final int PAGE = 50;
  private static final int MAX_TRIES = 100;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Set<ExecutionStatus> RUNNING = EnumSet.of(ExecutionStatus.RUNNING);
  private static final Set<ExecutionStatus> UNSUCCESSFUL =
      EnumSet.of(ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT, ExecutionStatus.ABORTED);

  private final Orchestrator orchestrator;
  private final Overview overview;
  private final LongSupplier clock;
  private final Map<String, BulkOperation> all = new LinkedHashMap<>(); // guarded by this
  private long lastNumber; // guarded by this

  BulkOperations(Orchestrator orchestrator, Overview overview, LongSupplier clock) {
    this.orchestrator = orchestrator;
    this.overview = overview;
    this.clock = clock;
  }

  Reply begin(Account account, Action action, Parameters asked) {
    Search search = search(action, asked);
    ErrorOutput error = new ErrorOutput(asked.text("error"), asked.text("cause"));
    Orchestrator.Type type =
        orchestrator.describeStateMachine(account, search.stateMachineArn()).type();
    if (type == Orchestrator.Type.EXPRESS) {
      throw Refusal.wrong("Executions of express machines can be neither stopped nor redriven");
    }
    BulkOperation operation = add(action, search.stateMachineArn());
    Thread.ofVirtual()
        .name("bulk-" + operation.id())
        .start(() -> run(operation, account, search, error));
    return Answers.json(202, operation.show(new JsonOut().beginObject()).endObject());
  }

  private Search search(Action action, Parameters asked) {
    Search given = ExecutionPages.search(asked);
    Set<ExecutionStatus> reachable = action == Action.STOP ? RUNNING : UNSUCCESSFUL;
    if (!reachable.containsAll(given.statuses())) {
      throw Refusal.wrong(
          "status '%s' must be among %s".formatted(asked.text("status"), reachable));
    }
    return new Search(
        given.stateMachineArn(),
        given.statuses().isEmpty() ? reachable : given.statuses(),
        given.name(),
        given.from(),
        Math.min(given.to(), clock.getAsLong()), // not those that are started meanwhile
        given.version(),
        given.alias());
  }

  private synchronized BulkOperation add(Action action, String machine) {
    if (all.values().stream().filter(BulkOperation::isRunning).count() >= MAX_RUNNING) {
      throw Refusal.conflict(
          "%d operations are running; wait for one, or cancel it".formatted(MAX_RUNNING));
    }
    String id = "b-" + ++lastNumber;
    BulkOperation operation = new BulkOperation(id, action, machine, clock.getAsLong());
    all.put(id, operation);
    if (all.size() > MAX_KEPT) {
      all.values().stream()
          .filter(one -> !one.isRunning())
          .findFirst()
          .ifPresent(oldest -> all.remove(oldest.id()));
    }
    return operation;
  }

  private void run(BulkOperation operation, Account account, Search search, ErrorOutput error) {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      String token = null;
      do {
        Page<Execution> page = overview.search(account, search, PAGE, token);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (Execution execution : page.items()) {
          calls.add(() -> one(operation, account, execution.arn(), error));
        }
        workers.invokeAll(calls);
        token = page.nextToken();
      } while (token != null && operation.isRunning() && operation.seen() < MAX_EXECUTIONS);
      String rest = token == null ? null : "stopped after %d executions".formatted(MAX_EXECUTIONS);
      operation.end(State.DONE, rest, clock.getAsLong());
    } catch (CallerException e) {
      operation.end(State.FAILED, e.message(), clock.getAsLong());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      operation.end(State.FAILED, "the server stopped", clock.getAsLong());
    } catch (RuntimeException e) {
      LOG.error("bulk operation {} failed", operation.id(), e);
      operation.end(State.FAILED, "internal error; the server's log has it", clock.getAsLong());
    }
  }

  /// A busy server is asked again; bulk operations are in no hurry.
  private boolean one(BulkOperation operation, Account account, String arn, ErrorOutput error)
      throws InterruptedException {
    for (int tries = 1; operation.isRunning(); tries++) {
      try {
        if (operation.action() == Action.STOP) {
          orchestrator.stopExecution(account, arn, error);
        } else {
          orchestrator.redriveExecution(account, arn, null);
        }
        operation.succeeded();
        return true;
      } catch (CallerException e) {
        if (e.code() != ErrorCode.THROTTLING || tries == MAX_TRIES) {
          operation.refused(e.message());
          return false;
        }
        Thread.sleep(PAUSE);
      }
    }
    return false;
  }

  Reply list(Console.Asker asker) {
    JsonOut out = new JsonOut().beginObject().beginList("operations");
    for (BulkOperation operation : newestFirst()) {
      if (asker.sees(operation.machine())) {
        operation.show(out.item()).endObject();
      }
    }
    return Answers.ok(out.endList());
  }

  private synchronized List<BulkOperation> newestFirst() {
    return new ArrayList<>(all.values()).reversed();
  }

  Reply show(String id, Console.Asker asker) {
    return Answers.ok(find(id, asker).show(new JsonOut().beginObject()));
  }

  Reply cancel(String id, Console.Asker asker) {
    BulkOperation operation = find(id, asker);
    operation.end(State.CANCELLED, null, clock.getAsLong());
    return Answers.ok(operation.show(new JsonOut().beginObject()));
  }

  private synchronized BulkOperation find(String id, Console.Asker asker) {
    BulkOperation operation = all.get(id);
    if (operation == null || !asker.sees(operation.machine())) {
      throw Refusal.missing(
          "There is no operation '%s'; operations end with the server that ran them".formatted(id));
    }
    return operation;
  }
}
