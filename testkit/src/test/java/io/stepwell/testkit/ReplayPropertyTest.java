package io.stepwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Limits;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.TaskResource.Pattern;
import io.stepwell.engine.codec.SegmentCodec;
import io.stepwell.engine.codec.SegmentReader;
import io.stepwell.engine.codec.SnapshotCodec;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The laws of the engine, for random definitions, random answers and a crash at any point: replaying
/// the stored history gives the live state, and what should be outstanding is the sum of the effects
/// that came and went.
class ReplayPropertyTest {
  private static final int SEEDS = 1_000;
  private static final int MAX_COMMANDS = 400;

  @Test
  void replayAgreesAndNothingIsForgotten() {
    int closed = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        closed += run(seed) ? 1 : 0;
      } catch (AssertionError | RuntimeException e) {
        fail("seed " + seed + "\n" + RandomDefinition.of(seed), e);
      }
    }
    assertThat(closed).as("executions that came to their end").isEqualTo(SEEDS);
  }

  private static boolean run(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 31);
    Plan plan = Scenario.plan(RandomDefinition.of(seed));
    EngineRun run = new EngineRun(plan, Limits.AWS, seed).withActivity(RandomDefinition.ACTIVITY);
    Stored stored = new Stored();
    run.start("{\"items\":[1,\"two\",{\"three\":3}]}");
    for (int i = 0; i < MAX_COMMANDS && !run.state().status().closed(); i++) {
      check(run, stored);
      if (random.nextInt(5) == 0) {
        run.replace(stored.load(random.nextBoolean()));
      }
      answer(run, random);
    }
    check(run, stored);
    historyIsWellFormed(run.events());
    return run.state().status().closed();
  }

  private static void check(EngineRun run, Stored stored) {
    ExecutionState live = run.state();
    stored.append(live, run.events());
    String expected = live.describe();
    assertThat(run.refolded().describe()).isEqualTo(expected);
    assertThat(stored.load(false).describe()).isEqualTo(expected);
    assertThat(stored.load(true).describe()).isEqualTo(expected);
    assertThat(new HashSet<>(live.outstanding())).isEqualTo(new HashSet<>(live.alive()));
    assertThat(new HashSet<>(live.outstanding())).isEqualTo(run.effects());
  }

  /// Something happens outside: an answer, a worker, a callback, or time.
  private static void answer(EngineRun run, SplittableRandom random) {
    List<Effect> effects = run.state().outstanding();
    if (effects.isEmpty() || random.nextInt(4) == 0) {
      run.elapse(Duration.ofSeconds(1 + random.nextInt(8)));
      callBack(run, random);
      return;
    }
    switch (effects.get(random.nextInt(effects.size()))) {
      case Effect.CallTask call -> {
        if (random.nextInt(3) == 0) {
          run.fail(call.task(), "E" + random.nextInt(3), "bad luck");
        } else if (call.resource().pattern() == Pattern.WAIT_FOR_TASK_TOKEN) {
          run.send(new Command.SubmitTask(call.task(), Payload.ofText("{\"sent\":true}"), null));
        } else {
          run.complete(call.task(), "{\"answer\":" + random.nextInt(100) + "}");
        }
      }
      case Effect.OfferActivityTask offer ->
          run.send(new Command.ClaimActivityTask(offer.task(), "worker"));
      case Effect.CancelJob job -> run.send(new Command.AcknowledgeCancel(job.task()));
      case Effect.RunMap(MapRunOrder order, int redrives) ->
          run.send(
              random.nextInt(3) == 0
                  ? new Command.FailMapRun(
                      order.task(), redrives, new ErrorOutput("E1", "bad luck"))
                  : new Command.CompleteMapRun(order.task(), redrives, Payload.ofText("[1,2]")));
      case Effect.ContinueSlice _ -> run.send(new Command.Continue());
    }
    callBack(run, random);
  }

  private static void callBack(EngineRun run, SplittableRandom random) {
    int task = 1 + random.nextInt(run.state().nextTask());
    switch (random.nextInt(6)) {
      case 0 -> run.send(new Command.HeartbeatTask(task));
      case 1 -> run.send(new Command.CompleteTask(task, Payload.ofText("\"done\""), true));
      case 2 -> run.send(new Command.FailTask(task, new ErrorOutput("E1", null), true));
      default -> {}
    }
  }

  private static void historyIsWellFormed(List<Stamped> events) {
    long id = 0;
    long at = 0;
    for (Stamped event : events) {
      assertThat(event.at()).isGreaterThanOrEqualTo(at);
      at = event.at();
      if (!event.internal()) {
        assertThat(event.id()).isEqualTo(++id);
        assertThat(event.previousId()).isLessThan(event.id());
      }
    }
  }

  /// What a store would hold: the segments, and a snapshot after each.
  private static final class Stored {
    private final List<byte[]> segments = new ArrayList<>();
    private byte[] snapshot = new byte[0];
    private int events;

    void append(ExecutionState state, List<Stamped> all) {
      if (all.size() > events) {
        List<Stamped> fresh = List.copyOf(all.subList(events, all.size()));
        segments.add(SegmentCodec.encode(state, segments.size(), fresh));
        snapshot = SnapshotCodec.encode(state);
        events = all.size();
      }
    }

    ExecutionState load(boolean fromSnapshot) {
      if (fromSnapshot) {
        return Objects.requireNonNull(SnapshotCodec.decode(snapshot, this::reader));
      }
      ExecutionState state = new ExecutionState();
      SegmentReader reader = reader(state);
      for (int i = 0; i < segments.size(); i++) {
        reader.events(i).forEach(state::apply);
      }
      state.takeEffectChanges();
      return state;
    }

    private SegmentReader reader(ExecutionState owner) {
      return new SegmentReader(i -> i < segments.size() ? segments.get(i) : null, owner);
    }
  }
}
