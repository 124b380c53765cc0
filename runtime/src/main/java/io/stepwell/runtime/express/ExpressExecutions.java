package io.stepwell.runtime.express;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.Start;
import io.stepwell.engine.Surroundings;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.express.StartRows.Row;
import io.stepwell.runtime.partition.Origin;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Store;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The express executions of a process. Each runs on one thread, which waits with it: that of the
/// caller, or one that the driver gives it. Made for virtual threads.
public final class ExpressExecutions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExpressExecutions.class);

  private final ExpressServices services;
  private final ExpressBounds bounds;
  private final Consumer<ExpressRun> driver;
  private final Admission admission;
  private final StartRows rows;
  private final RecentExpress recent;
  private final long seed;
  private final AtomicLong lastNumber;

  /// Those that run, by number.
  private final Map<Long, ExpressExecution> running = new ConcurrentHashMap<>();

  /// @param driver gives threads to executions that nobody waits for
  /// @param seed of everything that is drawn at random
  public ExpressExecutions(
      Store store,
      ExpressServices services,
      ExpressBounds bounds,
      Consumer<ExpressRun> driver,
      long seed) {
    this.services = services;
    this.bounds = bounds;
    this.driver = driver;
    this.admission = new Admission(bounds);
    this.rows = new StartRows(store);
    this.recent = new RecentExpress(bounds.recent());
    this.seed = seed;
    this.lastNumber = new AtomicLong(ExecutionKey.firstNumberAt(services.clock().getAsLong()));
  }

  /// How many run now.
  public int running() {
    return admission.running();
  }

  /// Those that began last.
  public RecentExpress recent() {
    return recent;
  }

  // ---- somebody waits for the end

  /// StartSyncExecution: runs an execution for somebody outside who waits for its end.
  ///
  /// @param account its number in keys
  /// @throws CallerException ThrottlingException when too many run
  public ExpressResult runSync(int account, Start start, Plan plan) throws InterruptedException {
    int bytes = start.input().size();
    admission.enter(bytes);
    try {
      return toItsEnd(fresh(account, start, plan, true));
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
      return toItsEnd(fresh(account, start, plan, false));
    } finally {
      admission.leave(bytes);
    }
  }

  private ExpressExecution fresh(int account, Start start, Plan plan, boolean synchronous) {
    ExecutionKey key = new ExecutionKey(account, lastNumber.incrementAndGet());
    long now = services.clock().getAsLong();
    countStart(account, start, now);
    return execution(new Row(key, start, now), plan, synchronous);
  }

  private ExpressResult toItsEnd(ExpressExecution execution) throws InterruptedException {
    try {
      long due = execution.advance();
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
      over(execution);
    }
  }

  // ---- nobody waits for the end

  /// StartExecution: begins an execution once its row is durable, which is when the answer comes.
  ///
  /// @param account its number in keys
  /// @throws CallerException ThrottlingException when too many run
  public CompletableFuture<Started> begin(int account, Start start, Plan plan) {
    int bytes = start.input().size();
    admission.enter(bytes);
    try {
      long now = services.clock().getAsLong();
      Row row = new Row(new ExecutionKey(account, lastNumber.incrementAndGet()), start, now);
      CompletableFuture<Started> answer = new CompletableFuture<>();
      rows.add(row, plan.root().startAt())
          .whenDurable(
              () -> {
                countStart(account, start, now);
                driver.accept(new Asynchronous(execution(row, plan, false)));
                answer.complete(new Started(start.identity().arn(), now));
              });
      return answer;
    } catch (RuntimeException e) {
      admission.leave(bytes);
      throw e;
    }
  }

  /// Runs again, from the start, what an earlier process had not seen to its end.
  public void resume() {
    long now = services.clock().getAsLong();
    for (Row row : rows.unfinished()) {
      Start start = row.start();
      lastNumber.accumulateAndGet(row.key().number(), Math::max);
      admission.enterInside(start.input().size());
      Plan plan = services.catalog().definitions().plan(start.definitionHash());
      driver.accept(new Asynchronous(execution(new Row(row.key(), start, now), plan, false)));
    }
  }

  /// The run of an execution that nobody waits for.
  private final class Asynchronous implements ExpressRun {
    private final ExpressExecution execution;
    private long due;
    private boolean over;

    Asynchronous(ExpressExecution execution) {
      this.execution = execution;
    }

    @Override
    public void run() {
      while (!over) {
        advance();
        try {
          if (!over) {
            execution.await(due);
          }
        } catch (InterruptedException _) {
          goesOnInTheNextProcess();
        }
      }
    }

    @Override
    public boolean ready() {
      return !over && (due <= services.clock().getAsLong() || execution.hasMail());
    }

    @Override
    public long due() {
      return over ? Long.MAX_VALUE : due;
    }

    @Override
    public void advance() {
      try {
        due = execution.advance();
        if (execution.ended()) {
          end();
        }
      } catch (InterruptedException _) {
        goesOnInTheNextProcess();
      } catch (RuntimeException | StackOverflowError e) {
        broken(execution, e);
        end();
      }
    }

    private void end() {
      rows.remove(execution.origin().key());
      leave();
    }

    /// From the start: its row stays.
    private void goesOnInTheNextProcess() {
      execution.giveUp();
      leave();
    }

    private void leave() {
      over = true;
      over(execution);
      admission.leave(execution.origin().start().input().size());
    }
  }

  // ---- all of them

  /// Takes the outcome of a call back to its execution. Dropped when that has ended.
  public void tell(ExecutionKey key, Command command) {
    ExpressExecution execution = running.get(key.number());
    if (execution != null) {
      execution.tell(command);
    }
  }

  /// Writes what need not be durable at once; to be called now and then.
  public void flush() {
    rows.flush();
  }

  /// Takes no more, and ends those that run: asynchronous ones run again in the next process.
  @Override
  public void close() {
    admission.close();
    running.values().forEach(ExpressExecution::stop);
  }

  private ExpressExecution execution(Row row, Plan plan, boolean synchronous) {
    Long seconds = plan.timeoutSeconds();
    long limit = bounds.duration().toMillis();
    long own = seconds == null ? limit : Math.min(limit, seconds * 1000);
    Origin origin =
        new Origin(Tables.EXPRESS_PARTITION, row.key(), row.start().withDeadline(row.at() + own));
    Surroundings surroundings = new ExpressSurroundings(services.catalog(), synchronous);
    ExpressExecution execution =
        new ExpressExecution(
            services, recent, origin, plan, surroundings, row.at(), seed ^ row.key().number());
    running.put(row.key().number(), execution);
    services.metrics().starts.increment();
    return execution;
  }

  /// Counts what was logged for a machine, of either type: it need not be durable at once either.
  ///
  /// @param account its number in keys
  /// @param at epoch milliseconds
  public void countLogged(int account, String machine, long at, long bytes) {
    rows.count(Counters.Machine.at(account, machine, at), counters -> counters.logged(bytes));
  }

  private void countStart(int account, Start start, long at) {
    String machine = start.identity().stateMachine();
    rows.count(Counters.Machine.at(account, machine, at), Counters::started);
  }

  private void over(ExpressExecution execution) {
    ExecutionKey key = execution.origin().key();
    running.remove(key.number());
    services.metrics().ended.increment();
    services.metrics().transitions.add(execution.transitions());
    if (execution.ended()) {
      ExpressResult result = execution.result();
      String machine = result.start().identity().stateMachine();
      ExpressResult.Billing billing = result.billing();
      services
          .observer()
          .billed(result.start(), billing.durationMillis(), billing.memoryMegabytes());
      rows.count(
          Counters.Machine.at(key.account(), machine, result.stoppedAt()),
          counters -> counters.ended(result.status(), execution.transitions(), result.billing()));
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
