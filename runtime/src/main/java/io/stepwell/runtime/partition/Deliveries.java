package io.stepwell.runtime.partition;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.Start;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.post.Envelope;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What the letters of other partitions cause in this one. A letter is acknowledged when that is
/// durable; one to an execution that is out of service waits with it.
final class Deliveries {
  /// Distinguishes the letters of children that could not be redriven from those about their ends.
  private static final long NOT_REDRIVEN = 1L << 40;

  private final PartitionServices services;
  private final Residents residents;
  private final Loader loader;
  private final Memory memory;
  private final Quarantine quarantine;
  private final Deciding deciding;
  private final Mail mail;
  private final MapRuns mapRuns;
  private final Outlet outlet;
  private final BiConsumer<Turn, StartRequest> startNew;

  Deliveries(
      PartitionServices services,
      Residents residents,
      Loader loader,
      Memory memory,
      Quarantine quarantine,
      Deciding deciding,
      Mail mail,
      MapRuns mapRuns,
      Outlet outlet,
      BiConsumer<Turn, StartRequest> startNew) {
    this.services = services;
    this.residents = residents;
    this.loader = loader;
    this.memory = memory;
    this.quarantine = quarantine;
    this.deciding = deciding;
    this.mail = mail;
    this.mapRuns = mapRuns;
    this.outlet = outlet;
    this.startNew = startNew;
  }

  /// Handles a letter; it is acknowledged when what it caused is durable.
  void handle(Turn turn, Envelope envelope) {
    switch (envelope.letter()) {
      case Letter.StartMapRun letter -> mapRuns.start(turn, letter);
      case Letter.AbortMapRun letter -> {
        toRun(turn, envelope, letter.run(), () -> mapRuns.abort(turn, letter));
        return;
      }
      case Letter.ChildEnded letter -> {
        toRun(turn, envelope, letter.run(), () -> mapRuns.childEnded(turn, letter, null));
        return;
      }
      case Letter.RedriveMapRun letter -> {
        toRun(turn, envelope, letter.run(), () -> mapRuns.redrive(turn, letter));
        return;
      }
      case Letter.RedriveChild letter -> {
        redriveChild(turn, envelope, letter);
        return;
      }
      case Letter.StartChild letter -> {
        if (letter.start().identity().express()) {
          turn.leave(() -> outlet.runExpress(envelope, letter));
          return;
        }
        startChild(turn, letter);
      }
      case Letter.StopChild letter -> {
        if (!letter.express()) {
          stopChild(turn, envelope, letter);
          return;
        }
        turn.leave(() -> outlet.stopExpress(letter.child()));
      }
      case Letter.MapRunEnded letter -> {
        mapRunEnded(turn, envelope, letter);
        return;
      }
    }
    mail.handled(turn, envelope);
  }

  private void toRun(Turn turn, Envelope envelope, ExecutionName run, Runnable work) {
    if (mapRuns.contained(turn, run, work)) {
      mail.handled(turn, envelope);
    }
  }

  private void startChild(Turn turn, Letter.StartChild letter) {
    if (residents.get(letter.child()) != null || loader.row(letter.child()) != null) {
      return;
    }
    Start start = letter.start();
    Plan plan = services.catalog().definitions().plan(start.definitionHash());
    startNew.accept(turn, new StartRequest(letter.child(), false, start, plan));
  }

  private void redriveChild(Turn turn, Envelope envelope, Letter.RedriveChild letter) {
    ExecutionRow row = loader.row(letter.child());
    if (row == null) {
      throw new IllegalStateException("no child " + letter.child().name() + " to be redriven");
    }
    LiveExecution live = residents.get(letter.child());
    if (live == null) {
      live = memory.resident(turn, row.key(), letter.child());
    }
    if (live == null && !row.status().closed()) {
      quarantine.hold(row.key(), envelope);
    } else if (live == null) { // it was abandoned: nobody can read its history
      stays(turn, envelope, letter, row.key(), row.status(), null);
    } else if (live.state.redriveCount() >= letter.attempt()) {
      mail.handled(turn, envelope);
    } else {
      Command redrive = new Command.RedriveChild(letter.attempt());
      deciding.run(turn, live, redrive, redriven(envelope, letter, row.key()));
    }
  }

  private Reaction redriven(Envelope envelope, Letter.RedriveChild letter, ExecutionKey child) {
    return new Reaction() {
      @Override
      public void decided(Turn turn, ExecutionState state, @Nullable Rejection rejection) {
        if (rejection == null) {
          mail.handled(turn, envelope);
        } else {
          stays(turn, envelope, letter, child, state.status(), state.error());
        }
      }

      @Override
      public void refused(Turn turn, CallerException refusal) {
        quarantine.hold(child, envelope);
      }
    };
  }

  /// The child can't be redriven: it has ended as it had.
  private void stays(
      Turn turn,
      Envelope envelope,
      Letter.RedriveChild letter,
      ExecutionKey child,
      ExecutionStatus status,
      @Nullable ErrorOutput error) {
    Letter.ChildEnded ended =
        new Letter.ChildEnded(
            letter.run(),
            letter.index(),
            letter.items(),
            status,
            null,
            error,
            letter.attempt(),
            false);
    long effect = NOT_REDRIVEN + letter.attempt();
    mail.send(turn, child, effect, mail.partitionOf(letter.run()), ended);
    mail.handled(turn, envelope);
  }

  private void stopChild(Turn turn, Envelope envelope, Letter.StopChild letter) {
    LiveExecution live = residents.get(letter.child());
    ExecutionRow row = live == null ? loader.row(letter.child()) : null;
    if (row != null && !row.status().closed()) {
      live = memory.resident(turn, row.key(), letter.child());
      if (live == null) {
        quarantine.hold(row.key(), envelope);
        return;
      }
    }
    if (live == null || live.state.status().closed()) {
      mail.handled(turn, envelope);
      return;
    }
    Command stop = new Command.StopExecution(new ErrorOutput(null, null));
    deciding.run(turn, live, stop, handled(envelope, live.key));
  }

  private void mapRunEnded(Turn turn, Envelope envelope, Letter.MapRunEnded letter) {
    LiveExecution live = memory.resident(turn, letter.parent(), null);
    if (live == null) {
      quarantine.hold(letter.parent(), envelope);
      return;
    }
    Payload result = letter.result();
    ErrorOutput error = letter.error();
    Command command =
        result != null
            ? new Command.CompleteMapRun(letter.task(), letter.redrives(), result)
            : new Command.FailMapRun(
                letter.task(),
                letter.redrives(),
                error == null ? new ErrorOutput(null, null) : error);
    deciding.run(turn, live, command, handled(envelope, live.key));
  }

  /// Acknowledges a letter once its command has been decided, however.
  private Reaction handled(Envelope envelope, ExecutionKey recipient) {
    return new Reaction() {
      @Override
      public void decided(Turn turn, ExecutionState state, @Nullable Rejection rejection) {
        mail.handled(turn, envelope);
      }

      @Override
      public void refused(Turn turn, CallerException refusal) {
        quarantine.hold(recipient, envelope);
      }
    };
  }
}
