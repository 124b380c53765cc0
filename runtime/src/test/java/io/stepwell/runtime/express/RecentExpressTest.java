package io.stepwell.runtime.express;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Event;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.StateType;
import io.stepwell.json.Payload;
import io.stepwell.runtime.express.RecentExpress.Remembered;
import io.stepwell.runtime.express.RecentExpress.Trace;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The window on express executions, and its bounds.
final class RecentExpressTest {
  private final RecentExpress recent =
      new RecentExpress(new ExpressBounds.Recent(5, 3, 100_000, 2_000));

  @Test
  void theNewestComesFirst() {
    for (int i = 1; i <= 2; i++) {
      recent.record(trace("m", "e" + i), List.of(entered("{}")), false);
    }

    assertThat(names("m")).containsExactly("e2", "e1");
    assertThat(recent.list(1, "m", 1)).hasSize(1);
    assertThat(names("other")).isEmpty();
  }

  @Test
  void aBusyMachineForgetsItsOwn() {
    recent.record(trace("quiet", "q"), List.of(entered("{}")), true);
    for (int i = 1; i <= 50; i++) {
      recent.record(trace("busy", "e" + i), List.of(entered("{}")), true);
    }

    assertThat(names("busy")).containsExactly("e50", "e49", "e48");
    assertThat(names("quiet")).containsExactly("q");
  }

  @Test
  void manyMachinesForgetTheOldest() {
    for (int i = 1; i <= 7; i++) {
      recent.record(trace("m" + i, "e"), List.of(entered("{}")), true);
    }

    assertThat(names("m2")).isEmpty();
    assertThat(names("m3")).containsExactly("e");
  }

  @Test
  void muchDataForgetsTheOldestAndWhatIsForgottenStaysSo() {
    Trace old = trace("m", "old");
    recent.record(old, List.of(entered("{}")), false);
    recent.record(trace("m", "big"), List.of(entered("\"" + "x".repeat(24_990) + "\"")), true);
    recent.record(old, List.of(entered("{}")), true);

    assertThat(names("m")).isEmpty(); // neither has room beside the other, and both were too much
    recent.record(trace("m", "new"), List.of(entered("{}")), true);
    assertThat(names("m")).containsExactly("new");
  }

  @Test
  void ofALongOneTheBeginAndTheEndAreRemembered() {
    Trace trace = trace("m", "long");
    for (int i = 0; i < 20; i++) {
      recent.record(trace, List.of(entered("[" + i + "," + "1".repeat(100) + "]")), false);
    }
    Stamped end = new Stamped(new Event.ExecutionSucceeded(Payload.EMPTY_OBJECT), 0, 21, 20, 0);
    recent.record(trace, List.of(end), true);

    Remembered seen = Objects.requireNonNull(recent.find(1, "m", trace.arn()));
    assertThat(seen.complete()).isFalse();
    assertThat(seen.events()).hasSizeLessThan(21);
    assertThat(seen.events().getLast()).isEqualTo(end);
  }

  private List<String> names(String machine) {
    return recent.list(1, machine, 100).stream().map(one -> one.start().identity().name()).toList();
  }

  private static Trace trace(String machine, String name) {
    Identity identity = new Identity("aws", "eu-west-1", "123456789012", machine, name, "id");
    return new Trace(
        1, new Start(identity, "hash", "role", Payload.EMPTY_OBJECT, null, null, null, null, null));
  }

  private static Stamped entered(String input) {
    return new Stamped(
        new Event.StateEntered(StateType.PASS, "P", Payload.ofText(input)), 0, 1, 0, 0);
  }
}
