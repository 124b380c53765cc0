package io.stepwell.engine.codec;

import io.stepwell.engine.Event;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.StateType;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The events of executions that run through in one commit.
final class Pipelines {
  private static final long AT = 1_700_000_000_123L;

  private Pipelines() {}

  /// As many Pass states as asked for, the input passing through all of them.
  static List<Stamped> passing(int states, Payload input) {
    Identity identity =
        new Identity(
            "aws",
            "us-east-1",
            "123456789012",
            "pass-pipeline",
            "0f7c2f3e-6a1b-4f0e-9d55-8f1f6f1c2ab4",
            null);
    Start start =
        new Start(
            identity,
            "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
            "arn:aws:iam::123456789012:role/stepwell",
            input,
            null,
            null,
            null,
            null,
            null);
    List<Stamped> events = new ArrayList<>();
    events.add(new Stamped(new Event.ExecutionStarted(start, "Step1"), 0, 1, 0, AT));
    long id = 2;
    for (int i = 1; i <= states; i++) {
      String name = "Step" + i;
      String next = i < states ? "Step" + (i + 1) : null;
      Event entered = new Event.StateEntered(StateType.PASS, name, input);
      Event exited = new Event.StateExited(StateType.PASS, name, input, Map.of(), next);
      events.add(new Stamped(entered, 0, id, id == 2 ? 0 : id - 1, AT));
      events.add(new Stamped(exited, 0, id + 1, id, AT));
      id += 2;
    }
    events.add(new Stamped(new Event.ExecutionSucceeded(input), 0, id, id - 1, AT));
    return events;
  }
}
