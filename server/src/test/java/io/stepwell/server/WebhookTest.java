package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stepwell.json.Json;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes of status, told to a real receiver.
final class WebhookTest {
  private static final String FAIL =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Fail\",\"Error\":\"E\",\"Cause\":\"C\"}}}";
  private static final String PASS =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";
  private static final String SECRET = "between us";

  private record Received(String signature, String body) {
    Map<?, ?> event() {
      return (Map<?, ?>) Objects.requireNonNull(Json.parse(body));
    }

    Map<?, ?> detail() {
      return (Map<?, ?>) Objects.requireNonNull(event().get("detail"));
    }

    Object status() {
      return Objects.requireNonNull(detail().get("status"));
    }
  }

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path data;

  @SuppressWarnings("NullAway.Init")
  private HttpServer receiver;

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String poison = "";

  @BeforeEach
  void receive() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/events", this::take);
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String text = new String(body, StandardCharsets.UTF_8);
    int answer = !poison.isEmpty() && text.contains(poison) ? 500 : status.get();
    if (answer == 200) {
      String signature = exchange.getRequestHeaders().getFirst("X-Stepwell-Signature");
      received.add(new Received(signature, text));
    }
    asked.incrementAndGet();
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private StepwellServer server() throws IOException {
    Path secret = Files.writeString(data.resolve("secret"), SECRET + "\n");
    Map<Setting, String> flags =
        Map.of(
            Setting.PORT,
            "0",
            Setting.DATA,
            data.resolve("stepwell").toString(),
            Setting.EVENTS_WEBHOOK,
            "http://127.0.0.1:" + receiver.getAddress().getPort() + "/events",
            Setting.EVENTS_SECRET_FILE,
            secret.toString());
    return StepwellServer.start(
        Configuration.of(flags, Map.of(), SettingsFile.none()), failure -> {});
  }

  private static String start(StepwellServer server, String name, String definition, String input) {
    Orchestrator orchestrator = server.orchestrator();
    String machine =
        orchestrator
            .createStateMachine(
                Account.DEFAULT,
                new Orchestrator.CreateStateMachine(
                    name,
                    definition,
                    "arn:aws:iam::123456789012:role/test",
                    Orchestrator.Type.STANDARD,
                    null,
                    null,
                    null,
                    Map.of(),
                    false,
                    null))
            .arn();
    return orchestrator.startExecution(Account.DEFAULT, machine, "e", input, null).executionArn();
  }

  @Test
  void beginningAndEndAreToldInEventBridgesFormAndSigned() throws Exception {
    try (StepwellServer server = server()) {
      String arn = start(server, "fails", FAIL, "{\"x\":1}");
      await().until(() -> received.size() == 2);
      Received end = received.getLast();
      assertThat(end.event().get("source")).isEqualTo("aws.states");
      assertThat(end.event().get("detail-type"))
          .isEqualTo("Step Functions Execution Status Change");
      assertThat(end.event().get("resources")).isEqualTo(List.of(arn));
      assertThat(received.getFirst().status()).isEqualTo("RUNNING");
      assertThat(received.getFirst().detail().get("stopDate")).isNull();
      assertThat(received.getFirst().detail().get("input")).isEqualTo("{\"x\":1}");
      assertThat(end.status()).isEqualTo("FAILED");
      assertThat(end.detail().get("error")).isEqualTo("E");
      assertThat(end.detail().get("redriveStatus")).isEqualTo("REDRIVABLE");
      assertThat(end.signature()).isEqualTo(signature(end));
    }
  }

  private static String signature(Received event) throws GeneralSecurityException {
    String seconds = event.signature().substring(2, event.signature().indexOf(','));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
    return "t="
        + seconds
        + ",v1="
        + HexFormat.of().formatHex(mac.doFinal(event.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatWasNotTakenIsToldAgainAlsoByTheNextProcess() throws IOException {
    status.set(503);
    try (StepwellServer server = server()) {
      start(server, "passes", PASS, "{}");
      await().until(() -> asked.get() > 0);
    }
    assertThat(received).isEmpty();
    status.set(200);
    try (StepwellServer server = server()) {
      await().until(() -> received.size() >= 2);
      assertThat(received.stream().map(Received::status)).containsExactly("RUNNING", "SUCCEEDED");
      assertThat(server.url()).isNotEmpty();
    }
  }

  @Test
  void anExecutionThatIsNeverTakenHoldsUpNoOther() throws IOException {
    poison = "stateMachine:poison";
    try (StepwellServer server = server()) {
      for (int i = 0; i < 5; i++) {
        start(server, "poison" + i, PASS, "{}");
      }
      await().until(() -> asked.get() >= 5);
      for (int i = 0; i < 100; i++) {
        start(server, "fine" + i, PASS, "{}");
      }
      await().until(() -> received.size() == 200);
      poison = "";
      await().until(() -> received.size() == 210);
    }
  }

  @Test
  void dataThatIsTooLongIsLeftOut() throws IOException {
    try (StepwellServer server = server()) {
      start(server, "large", PASS, "{\"x\":\"" + "y".repeat(200 * 1024) + "\"}");
      await().until(() -> received.size() == 2);
      Map<?, ?> first = received.getFirst().detail();
      assertThat(first.get("inputDetails")).isEqualTo(Map.of("included", true));
      Map<?, ?> last = received.getLast().detail();
      assertThat(last.get("input")).isNull();
      assertThat(last.get("inputDetails")).isEqualTo(Map.of("included", false));
      assertThat(last.get("outputDetails")).isEqualTo(Map.of("included", true));
    }
  }

  @Test
  void whatIsRefusedForGoodIsNotToldAgain() throws IOException {
    status.set(400);
    try (StepwellServer server = server()) {
      start(server, "refused", PASS, "{}");
      await().until(() -> asked.get() == 2);
      status.set(200);
      start(server, "taken", PASS, "{}");
      await().until(() -> received.size() == 2);
      assertThat(received.stream().map(each -> each.detail().get("stateMachineArn")))
          .allMatch(arn -> String.valueOf(arn).endsWith(":taken"));
    }
  }

  @Test
  void aSecretThatIsNotThereIsToldAtTheStart() {
    Map<Setting, String> flags = Map.of(Setting.EVENTS_SECRET_ENV, "NO_SUCH_VARIABLE");
    assertThatThrownBy(() -> Configuration.of(flags, Map.of(), SettingsFile.none()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("NO_SUCH_VARIABLE");
    Map<Setting, String> wrong = Map.of(Setting.EVENTS_WEBHOOK, "ftp://x/");
    assertThatThrownBy(() -> Configuration.of(wrong, Map.of(), SettingsFile.none()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("events.webhook");
  }
}
