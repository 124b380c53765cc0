package io.stepwell.runtime.node;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Start;
import io.stepwell.json.Payload;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.catalog.Catalog;
import io.stepwell.runtime.dispatch.TaskCalls;
import io.stepwell.runtime.express.ExpressExecutions;
import io.stepwell.runtime.express.ExpressResult;
import io.stepwell.runtime.maprun.MapRunLink;
import io.stepwell.runtime.maprun.MapRunNames;
import io.stepwell.runtime.partition.Message;
import io.stepwell.runtime.post.Envelope;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.query.ExportedChildren;
import io.stepwell.runtime.storage.ExecutionName;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the express children of map runs, in memory and each on a thread of its own. A child's start
/// stays in the outbox of its run until its result is durable there: after a crash it runs again, at
/// least once, as on AWS.
final class ExpressChildren {
  private static final Logger LOG = LoggerFactory.getLogger(ExpressChildren.class);

  private final ExpressExecutions express;
  private final Catalog catalog;
  private final TaskCalls.Runner runner;
  private final BiConsumer<Integer, Message> send;
  private final Map<ExecutionName, Runnable> running = new ConcurrentHashMap<>();
  private volatile boolean holding;

  /// @param send takes a message to a partition
  ExpressChildren(
      ExpressExecutions express,
      Catalog catalog,
      TaskCalls.Runner runner,
      BiConsumer<Integer, Message> send) {
    this.express = express;
    this.catalog = catalog;
    this.runner = runner;
    this.send = send;
  }

  /// Stands for a child until its thread is there; each is another one, as no two lambdas of one place
  /// need be.
  private static final class NotYet implements Runnable {
    @Override
    public void run() {}
  }

  /// From now on none is begun: their starts stay where they are, and the next process sees to them.
  void hold() {
    holding = true;
  }

  void run(Envelope envelope, Letter.StartChild letter) {
    if (holding) {
      return;
    }
    Runnable notYet = new NotYet();
    running.put(letter.child(), notYet);
    Runnable interrupt =
        runner.run(
            "child-" + letter.child().name(),
            () -> {
              Message ended = toItsEnd(envelope, letter);
              running.remove(letter.child());
              send.accept(envelope.from(), ended);
            });
    running.replace(letter.child(), notYet, interrupt);
  }

  /// The child is aborted; one that has ended meanwhile tells its own end.
  void stop(ExecutionName child) {
    Runnable interrupt = running.get(child);
    if (interrupt != null) {
      interrupt.run();
    }
  }

  private Message toItsEnd(Envelope envelope, Letter.StartChild letter) {
    Start start = letter.start();
    try {
      ExpressResult result =
          express.run(
              letter.child().account(), start, catalog.definitions().plan(start.definitionHash()));
      return ended(envelope, letter, result.status(), result.output(), result.error(), result);
    } catch (InterruptedException e) {
      return ended(
          envelope, letter, ExecutionStatus.ABORTED, null, new ErrorOutput(null, null), null);
    } catch (CallerException e) {
      return failed(envelope, letter, e);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("Child {} of a map run could not be run", letter.child().name(), e);
      return failed(envelope, letter, e); // its run would wait for it for ever
    }
  }

  private static Message failed(Envelope envelope, Letter.StartChild letter, Throwable cause) {
    String sentence = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    ErrorOutput error = ErrorOutput.runtime(sentence);
    return ended(envelope, letter, ExecutionStatus.FAILED, null, error, null);
  }

  private static Message ended(
      Envelope envelope,
      Letter.StartChild letter,
      ExecutionStatus status,
      @Nullable Payload output,
      @Nullable ErrorOutput error,
      @Nullable ExpressResult result) {
    MapRunLink link =
        Objects.requireNonNull(MapRunLink.of(letter.start().parent()), "a child has a map run");
    ExecutionName run = MapRunNames.of(letter.child().account(), link.mapRunArn());
    Letter.ChildEnded ended =
        new Letter.ChildEnded(
            run, link.index(), link.items(), status, output, error, link.attempt(), true);
    long startedAt = result == null ? 0 : result.startedAt();
    long stoppedAt = result == null ? 0 : result.stoppedAt();
    return new Message.ExpressChildEnded(
        envelope.key(),
        ended,
        letter.start().input(),
        () -> ExportedChildren.express(letter.start(), ended, startedAt, stoppedAt));
  }
}
