package io.stepwell.api.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonOutTest {
  private static String text(JsonOut out) {
    return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
  }

  @Test
  void aPayloadGoesOutAsOneEscapedString() {
    String data = "{\"a\":\"q\\\" \u00e9 \ud83d\ude00 \\\\ \\n\",\n\t\"b\":1.0}\u0001";
    JsonOut out = new JsonOut().beginObject().member("input", Payload.ofText(data)).endObject();
    assertThat((Map<?, ?>) Json.parse(text(out))).isEqualTo(Map.of("input", data));
  }

  @Test
  void aLargePayloadIsWhole() {
    String data = "\"" + "x\\\"\u2713".repeat(50_000) + "\"";
    JsonOut out = new JsonOut().beginObject().member("input", Payload.ofText(data)).endObject();
    assertThat((Map<?, ?>) Json.parse(text(out))).isEqualTo(Map.of("input", data));
  }

  @Test
  void timesAreEpochSecondsWithMilliseconds() {
    JsonOut out = new JsonOut().beginObject().time("at", 1_763_845_557_042L).time("none", 0);
    assertThat(text(out.endObject())).isEqualTo("{\"at\":1763845557.042}");
  }

  @Test
  void nullMembersAreLeftOutAndCommasStandBetween() {
    JsonOut out =
        new JsonOut()
            .beginObject()
            .member("no", (String) null)
            .member("text", "t")
            .value("value", Map.of("list", List.of(1L, true, "x")))
            .beginList("items");
    out.item().member("n", 1).endObject().item().endObject();
    out.endList().member("flag", false).endObject();
    assertThat(text(out))
        .isEqualTo(
            "{\"text\":\"t\",\"value\":{\"list\":[1,true,\"x\"]},\"items\":[{\"n\":1},{}],\"flag\":false}");
  }
}
