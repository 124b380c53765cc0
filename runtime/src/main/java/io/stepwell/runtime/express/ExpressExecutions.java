package io.stepwell.runtime.express;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.Start;
import io.stepwell.engine.Surroundings;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.partition.Origin;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The express executions of a process. Each runs on the thread that asked for it, which waits with
/// it: made for virtual threads.
public final class ExpressExecutions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExpressExecutions.class);

  private final ExpressServices services;
  private final ExpressBounds bounds;
  private final Admission admission;
  private final long seed;
  private final AtomicLong lastNumber;

  /// Those that wait for something, by number.
  private final Map<Long, ExpressExecution> waiting = new ConcurrentHashMap<>();

  /// @param seed of everything that is drawn at random
  public ExpressExecutions(ExpressServices services, ExpressBounds bounds, long seed) {
    this.services = services;
    this.bounds = bounds;
    this.admission = new Admission(bounds);
    this.seed = seed;
    this.lastNumber = new AtomicLong(ExecutionKey.firstNumberAt(services.clock().getAsLong()));
  }

  /// How many run now.
  public int running() {
    return admission.running();
  }

  /// StartSyncExecution: runs an execution for somebody outside who waits for its end.
  ///
  /// @param account its number in keys
  /// @throws CallerException ThrottlingException when too many run
  public ExpressResult runSync(int account, Start start, Plan plan) throws InterruptedException {
    int bytes = start.input().size();
    admission.enter(bytes);
    try {
      return toItsEnd(execution(account, start, plan, true));
    } finally {
      admission.leave(bytes);
    }
  }

  /// Runs an execution for somebody inside and returns when it has ended. Never refused: whoever
  /// calls bounds how many of these run.
  ///
  /// @param account its number in keys
  /// @param start its deadline is set here
  /// @throws InterruptedException when the calling thread was interrupted: the execution is aborted
  public ExpressResult run(int account, Start start, Plan plan) throws InterruptedException {
    int bytes = start.input().size();
    admission.enterInside(bytes);
    try {
      return toItsEnd(execution(account, start, plan, false));
    } finally {
      admission.leave(bytes);
    }
  }

  /// Takes the outcome of a call back to its execution. Dropped when that has ended.
  public void tell(ExecutionKey key, Command command) {
    ExpressExecution execution = waiting.get(key.number());
    if (execution != null) {
      execution.tell(command);
    }
  }

  /// Takes no more, and ends those that run.
  @Override
  public void close() {
    admission.close();
    waiting.values().forEach(ExpressExecution::stop);
  }

  private ExpressExecution execution(int account, Start start, Plan plan, boolean synchronous) {
    long number = lastNumber.incrementAndGet();
    long now = services.clock().getAsLong();
    Long seconds = plan.timeoutSeconds();
    long own = seconds == null ? Long.MAX_VALUE : seconds * 1000;
    Start accepted = start.withDeadline(now + Math.min(own, bounds.duration().toMillis()));
    Origin origin =
        new Origin(Tables.EXPRESS_PARTITION, new ExecutionKey(account, number), accepted);
    Surroundings surroundings = new ExpressSurroundings(services.catalog(), synchronous);
    return new ExpressExecution(services, origin, plan, surroundings, seed ^ number);
  }

  private ExpressResult toItsEnd(ExpressExecution execution) throws InterruptedException {
    long number = execution.origin().key().number();
    try {
      waiting.put(number, execution);
      long due = execution.begin(services.clock().getAsLong());
      while (!execution.ended()) {
        execution.await(due);
        due = execution.advance();
      }
      return execution.result();
    } catch (InterruptedException e) {
      execution.abort();
      throw e;
    } catch (CallerException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw broken(execution, e);
    } finally {
      waiting.remove(number);
      services.metrics().ended.increment();
      services.metrics().transitions.add(execution.transitions());
    }
  }

  /// A bug ends that one execution: its calls are given up, and whoever waits is told.
  private static CallerException broken(ExpressExecution execution, Throwable cause) {
    String arn = execution.origin().start().identity().arn();
    LOG.error("Express execution {} failed in the server", arn, cause);
    execution.giveUp();
    return new CallerException(
        ErrorCode.INTERNAL_FAILURE,
        "The execution '" + arn + "' failed in the server, whose log has the reason");
  }
}
