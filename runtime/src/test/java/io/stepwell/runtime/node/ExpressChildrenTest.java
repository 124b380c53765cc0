package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Start;
import io.stepwell.json.Payload;
import io.stepwell.runtime.maprun.MapRunLink;
import io.stepwell.runtime.partition.Message;
import io.stepwell.runtime.post.Envelope;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.storage.ExecutionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ExpressChildrenTest {
  private static final String RUN = "arn:aws:states:us-east-1:123456789012:mapRun:m/Label:id";

  @Test
  void aChildThatCanNotBeRunFailsInsteadOfBeingWaitedFor() {
    World world = new World(1, _ -> null, World.tight(), Limits.AWS);
    world.createMachine("m", "{\"StartAt\":\"F\",\"States\":{\"F\":{\"Type\":\"Succeed\"}}}");
    List<Message> sent = new ArrayList<>();
    ExpressChildren children =
        new ExpressChildren(
            world.machinery().express,
            world.machinery().catalog,
            (_, body) -> {
              body.run();
              return () -> {};
            },
            (_, message) -> sent.add(message));
    Identity identity =
        new Identity("aws", "us-east-1", "123456789012", "m/Label", "child", "express-id");
    Start start =
        new Start(
            identity,
            "a-definition-that-is-lost",
            "arn:aws:iam::1:role/r",
            Payload.ofText("{}"),
            null,
            null,
            null,
            null,
            new MapRunLink(RUN, 0, 1, 0).text());
    Letter.StartChild letter =
        new Letter.StartChild(new ExecutionName(1, "m/Label", "child"), start);

    children.run(new Envelope(0, new byte[] {1}, 0, letter), letter);

    assertThat(sent).hasSize(1);
    Letter.ChildEnded ended = ((Message.ExpressChildEnded) sent.getFirst()).ended();
    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(Objects.requireNonNull(ended.error()).error()).isEqualTo("States.Runtime");
  }
}
