package io.stepwell.tasks.http;

import static io.stepwell.tasks.http.HttpTaskTest.body;
import static io.stepwell.tasks.http.HttpTaskTest.failed;
import static io.stepwell.tasks.http.HttpTaskTest.taskCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.tasks.Inspection;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.http.Connection.Authorization;
import io.stepwell.tasks.http.Connection.Parameter;
import io.stepwell.tasks.http.Connection.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
  private static final String CANARY = "canary-7f3a";
  private static final String ARN = "arn:aws:events:us-east-1:123456789012:connection/Shop/0-1-2";

  private final ScriptedServer server = new ScriptedServer();
  private final ScriptedServer issuer = new ScriptedServer();
  private final HttpClient client = new HttpClient();

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
    issuer.close();
  }

  @Test
  void basicAndApiKeysAreSent() throws Exception {
    server.answer(ScriptedServer.ok("1"));
    server.answer(ScriptedServer.ok("1"));
    call(new Authorization.Basic("ada", Secret.of("p:w")), Parameters.NONE, new Watcher(false));
    call(
        new Authorization.ApiKey("X-Api-Key", Secret.of(CANARY)),
        Parameters.NONE,
        new Watcher(false));
    assertThat(server.requests.get(0)).contains("\nAuthorization: Basic YWRhOnA6dw==\n");
    assertThat(server.requests.get(1)).contains("\nX-Api-Key: " + CANARY + "\n");
  }

  @Test
  void parametersOfTheConnectionWinOverTheDefinitions() throws Exception {
    server.answer(ScriptedServer.ok("1"));
    Parameters parameters =
        new Parameters(
            List.of(plain("x-tenant", "ours")),
            List.of(plain("v", "2")),
            List.of(plain("who", "connection")));
    call(new Authorization.Basic("a", Secret.of("b")), parameters, new Watcher(false));
    assertThat(server.requests.getFirst())
        .startsWith("POST /?v=2&w=1 HTTP/1.1\n")
        .contains("\nX-Tenant: ours\n")
        .endsWith("\n{\"who\":\"connection\",\"what\":1}");
  }

  @Test
  void aTokenIsFetchedOnceAndUsedAgain() throws Exception {
    issuer.answer(ScriptedServer.ok("{\"access_token\":\"t1\",\"expires_in\":3600}"));
    server.answer(ScriptedServer.ok("1"));
    server.answer(ScriptedServer.ok("2"));
    HttpTask task = task(oauth(false), Parameters.NONE);
    assertThat(body(task.call(taskCall(parameters())))).hasToString("1");
    assertThat(body(task.call(taskCall(parameters())))).hasToString("2");
    assertThat(issuer.requests).hasSize(1);
    assertThat(issuer.requests.getFirst())
        .startsWith("POST /token HTTP/1.1\n")
        .contains("\nAuthorization: Basic aWQ6Y2FuYXJ5LTdmM2E=\n")
        .contains("\nContent-Type: application/x-www-form-urlencoded\n")
        .endsWith("\ngrant_type=client_credentials&audience=shop");
    assertThat(server.requests).allMatch(it -> it.contains("\nAuthorization: Bearer t1\n"));
  }

  @Test
  void aRefusedTokenIsRenewedOnce() throws Exception {
    issuer.answer(ScriptedServer.ok("{\"access_token\":\"t1\"}"));
    issuer.answer(ScriptedServer.ok("{\"access_token\":\"t2\"}"));
    issuer.answer(ScriptedServer.ok("{\"access_token\":\"t3\"}"));
    server.answer(ScriptedServer.response("401 Unauthorized", "expired"));
    server.answer(ScriptedServer.ok("\"in\""));
    server.answer(ScriptedServer.response("401 Unauthorized", "no"));
    server.answer(ScriptedServer.response("401 Unauthorized", "never"));
    HttpTask task = task(oauth(true), Parameters.NONE);
    assertThat(body(task.call(taskCall(parameters())))).isEqualTo("in");
    assertThat(task.call(taskCall(parameters())))
        .isEqualTo(new TaskOutcome.Failed("States.Http.StatusCode.401", "never"));
    assertThat(issuer.requests).hasSize(3);
    assertThat(issuer.requests.getFirst())
        .endsWith("client_id=id&client_secret=" + CANARY + "&audience=shop");
  }

  @Test
  void anExpiredTokenIsRenewedBeforeItIsUsed() throws Exception {
    AtomicLong nanos = new AtomicLong();
    OAuthTokens tokens = new OAuthTokens(oauth(false), client, nanos::get);
    issuer.answer(ScriptedServer.ok("{\"access_token\":\"t1\",\"expires_in\":\"100\"}"));
    issuer.answer(ScriptedServer.ok("{\"access_token\":\"t2\",\"expires_in\":100}"));
    assertThat(tokens.get(null, HttpTask.TIMEOUT).value()).isEqualTo("Bearer t1");
    nanos.set(89_000_000_000L);
    assertThat(tokens.get(null, HttpTask.TIMEOUT).value()).isEqualTo("Bearer t1");
    nanos.set(90_000_000_000L);
    assertThat(tokens.get(null, HttpTask.TIMEOUT).value()).isEqualTo("Bearer t2");
  }

  @Test
  void withoutATokenTheConnectionIsInvalid() throws Exception {
    issuer.answer(ScriptedServer.response("403 Forbidden", CANARY));
    issuer.answer(ScriptedServer.ok("{\"token\":\"" + CANARY + "\"}"));
    issuer.answer(ScriptedServer.ok(CANARY));
    HttpTask task = task(oauth(false), Parameters.NONE);
    for (int i = 0; i < 3; i++) {
      TaskOutcome.Failed failed = failed(task.call(taskCall(parameters())));
      assertThat(failed.error()).isEqualTo("Events.ConnectionResource.InvalidConnectionState");
      assertThat(failed.cause()).contains("/token").doesNotContain(CANARY);
    }
    assertThat(server.connections).hasValue(0);
  }

  @Test
  void whoIsNotConfiguredIsNotFound() throws Exception {
    Connection named = connection("Other", null, null);
    Connection otherId = connection("Shop", "9-9", null);
    Connection otherAccount = connection("Shop", null, "999999999999");
    for (Connection each : List.of(named, otherId, otherAccount)) {
      TaskOutcome.Failed failed = failed(task(each).call(taskCall(parameters())));
      assertThat(failed.error()).isEqualTo("Events.ConnectionResource.ResourceNotFound");
      assertThat(failed.cause()).contains(ARN);
    }
  }

  @Test
  void whoLooksOnSeesTheWireWithoutTheSecrets() throws Exception {
    Watcher watcher = new Watcher(false);
    server.answer(ScriptedServer.ok("{}"));
    call(new Authorization.ApiKey("X-Api-Key", Secret.of(CANARY)), secrets(), watcher);
    Inspection.Request sent = watcher.sent.getFirst();
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.url()).startsWith(server.uri("/").toString()).contains("w=1");
    assertThat(sent.headers()).startsWith("[").contains("user-agent: Amazon|StepFunctions");
    assertThat(sent.toString()).doesNotContain(CANARY).contains(Secret.HIDDEN);
    assertThat(watcher.received.getFirst())
        .isEqualTo(new Inspection.Response("http", "200", "OK", "[content-length: 2]", "{}"));
  }

  @Test
  void whoAsksSeesTheSecretsToo() throws Exception {
    Watcher watcher = new Watcher(true);
    server.answer(ScriptedServer.ok("{}"));
    call(new Authorization.ApiKey("X-Api-Key", Secret.of(CANARY)), secrets(), watcher);
    Inspection.Request sent = watcher.sent.getFirst();
    assertThat(sent.headers()).contains("x-api-key: " + CANARY);
    assertThat(sent.url()).contains("s=" + CANARY);
    assertThat(sent.body()).contains(CANARY);
  }

  @Test
  void nothingThatIsPrintedHoldsASecret() {
    assertThat(connection("Shop", null, null).toString()).doesNotContain(CANARY);
    assertThat(oauth(true).toString()).doesNotContain(CANARY);
    assertThat(new OAuthTokens.Token("Bearer " + CANARY, 0).toString()).doesNotContain(CANARY);
  }

  private static final class Watcher implements Inspection {
    private final boolean reveal;
    private final List<Request> sent = new ArrayList<>();
    private final List<Response> received = new ArrayList<>();

    Watcher(boolean reveal) {
      this.reveal = reveal;
    }

    @Override
    public boolean revealSecrets() {
      return reveal;
    }

    @Override
    public void sent(Request request) {
      sent.add(request);
    }

    @Override
    public void received(Response response) {
      received.add(response);
    }
  }

  private static Parameters secrets() {
    Parameter secret = new Parameter("s", Secret.of(CANARY), true);
    return new Parameters(List.of(), List.of(secret), List.of(secret));
  }

  private static Parameter plain(String name, String value) {
    return new Parameter(name, Secret.of(value), false);
  }

  private Authorization.ClientCredentials oauth(boolean inBody) {
    return new Authorization.ClientCredentials(
        issuer.uri("/token"),
        "POST",
        "id",
        Secret.of(CANARY),
        inBody,
        new Parameters(List.of(), List.of(), List.of(plain("audience", "shop"))));
  }

  private static Connection connection(String name, @Nullable String id, @Nullable String account) {
    Authorization basic = new Authorization.Basic("u", Secret.of(CANARY));
    return new Connection(name, id, account, basic, secrets());
  }

  private String parameters() {
    return """
    {"ApiEndpoint": "%s", "Method": "POST", "Headers": {"X-Tenant": "theirs"},
     "QueryParameters": {"v": "1", "w": "1"}, "RequestBody": {"who": "me", "what": 1},
     "InvocationConfig": {"ConnectionArn": "%s"}}
    """
        .formatted(server.uri("/"), ARN);
  }

  private TaskOutcome call(Authorization authorization, Parameters added, Inspection inspection)
      throws InterruptedException {
    return task(authorization, added).call(taskCall(parameters()), inspection);
  }

  private HttpTask task(Authorization authorization, Parameters added) {
    return task(new Connection("Shop", null, null, authorization, added));
  }

  private HttpTask task(Connection connection) {
    return new HttpTask(
        client,
        new HttpTask.Settings(
            new Connections(List.of(connection)), HostRules.ALL, true, HttpTask.TIMEOUT));
  }
}
