package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;

/// A server that asks, as the AWS SDK, a browser and strangers meet it; over TLS and on disk.
final class AuthServerTest {
  private static final String CANARY = "canary-5c1e77aa0b42";
  private static final String OTHER_CANARY = "canary-9d8f03b6e211";
  private static final String PASS =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";
  private static final String ROLE = "arn:aws:iam::123456789012:role/test";
  private static final String YAML =
      """
      auth: sigv4
      keys:
        - {accessKeyId: AKIAADMIN, secret: {env: ADMIN_SECRET}}
        - {accessKeyId: AKIAOPERATOR, secret: {env: ADMIN_SECRET}, role: operator}
        - {accessKeyId: AKIAVIEWER, secret: {env: ADMIN_SECRET}, role: viewer}
        - {accessKeyId: AKIAOTHER, secret: {env: OTHER_SECRET}, account: '999900001111'}
      connections:
        Shop: {type: basic, username: ada, password: {env: OTHER_SECRET}}
      """;

  @TempDir static Path data;

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static HttpClient browser;

  @BeforeAll
  static void start() throws Exception {
    Configuration configuration =
        Configuration.of(
            Map.of(
                Setting.PORT, "0",
                Setting.DATA, data.toString(),
                Setting.TLS_CERTIFICATE, resource("loopback.pem").toString(),
                Setting.TLS_KEY, resource("loopback.key").toString()),
            Map.of("ADMIN_SECRET", CANARY, "OTHER_SECRET", OTHER_CANARY),
            SettingsFile.parse(Path.of("stepwell.yaml"), YAML));
    server = StepwellServer.start(configuration, _ -> {});
    browser = HttpClient.newBuilder().sslContext(trust()).build();
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
  }

  private static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(AuthServerTest.class.getResource("/" + name)).toURI());
  }

  private static KeyStore authorities() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(resource("loopback.pem"))) {
      store.setCertificateEntry(
          "loopback", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return store;
  }

  private static TrustManagerFactory trusted() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities());
    return trust;
  }

  private static SSLContext trust() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted().getTrustManagers(), null);
    return context;
  }

  private static SfnClient sfn(String key, String secret) {
    return SfnClient.builder()
        .endpointOverride(URI.create(server.url()))
        .region(Region.EU_WEST_1)
        .httpClientBuilder(
            Apache5HttpClient.builder().tlsTrustManagersProvider(AuthServerTest::managers))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
        .build();
  }

  private static TrustManager[] managers() {
    try {
      return trusted().getTrustManagers();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static LambdaClient lambda(String key, String secret) {
    return LambdaClient.builder()
        .endpointOverride(URI.create(server.url()))
        .region(Region.EU_WEST_1)
        .httpClientBuilder(
            Apache5HttpClient.builder().tlsTrustManagersProvider(AuthServerTest::managers))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
        .build();
  }

  private static String machine(SfnClient sfn, String name) {
    return sfn.createStateMachine(r -> r.name(name).definition(PASS).roleArn(ROLE))
        .stateMachineArn();
  }

  @Test
  void theSdkIsUnderstoodAndStrangersAreNot() {
    try (SfnClient admin = sfn("AKIAADMIN", CANARY);
        SfnClient wrong = sfn("AKIAADMIN", OTHER_CANARY);
        SfnClient nobody = sfn("AKIANOBODY", CANARY)) {
      assertThat(machine(admin, "understood"))
          .isEqualTo("arn:aws:states:eu-west-1:123456789012:stateMachine:understood");
      assertThat(type(wrong::listStateMachines)).isEqualTo("InvalidSignatureException");
      assertThat(type(nobody::listStateMachines)).isEqualTo("UnrecognizedClientException");
    }
  }

  @Test
  void rolesBoundWhatAKeyMayDo() {
    try (SfnClient admin = sfn("AKIAADMIN", CANARY);
        SfnClient operator = sfn("AKIAOPERATOR", CANARY);
        SfnClient viewer = sfn("AKIAVIEWER", CANARY)) {
      String arn = machine(admin, "bounded");
      String execution = operator.startExecution(r -> r.stateMachineArn(arn)).executionArn();
      assertThat(viewer.describeExecution(r -> r.executionArn(execution)).executionArn())
          .isEqualTo(execution);
      assertThat(type(() -> viewer.startExecution(r -> r.stateMachineArn(arn))))
          .isEqualTo("AccessDeniedException");
      assertThatThrownBy(() -> operator.deleteStateMachine(r -> r.stateMachineArn(arn)))
          .hasMessageContaining(
              "User: arn:aws:iam::123456789012:user/AKIAOPERATOR is not authorized to perform:"
                  + " states:DeleteStateMachine because no identity-based policy allows the"
                  + " states:DeleteStateMachine action");
    }
  }

  @Test
  void aKeySeesItsOwnAccountOnly() {
    try (SfnClient admin = sfn("AKIAADMIN", CANARY);
        SfnClient other = sfn("AKIAOTHER", OTHER_CANARY)) {
      String arn = machine(admin, "mine");
      assertThat(machine(other, "theirs")).contains(":999900001111:");
      assertThat(other.listStateMachines().stateMachines())
          .allMatch(it -> it.stateMachineArn().contains(":999900001111:"));
      assertThat(type(() -> other.describeStateMachine(r -> r.stateMachineArn(arn))))
          .isEqualTo("AccessDeniedException");
      assertThat(type(() -> other.listTagsForResource(r -> r.resourceArn(arn))))
          .isEqualTo("AccessDeniedException");
    }
  }

  @Test
  void functionsAreSignedForTheirOwnService() {
    try (LambdaClient admin = lambda("AKIAADMIN", CANARY);
        LambdaClient viewer = lambda("AKIAVIEWER", CANARY);
        LambdaClient wrong = lambda("AKIAADMIN", OTHER_CANARY);
        LambdaClient other = lambda("AKIAOTHER", OTHER_CANARY)) {
      assertThat(admin.listFunctions().functions()).isEmpty();
      assertThat(viewer.listFunctions().functions()).isEmpty();
      for (LambdaClient each : List.of(wrong, other)) {
        assertThatThrownBy(each::listFunctions)
            .isInstanceOfSatisfying(
                LambdaException.class, it -> assertThat(it.statusCode()).isEqualTo(403));
      }
      assertThatThrownBy(
              () ->
                  admin.invoke(
                      r -> r.functionName("arn:aws:lambda:eu-west-1:123456789012:function:none")))
          .hasMessageContaining("not found");
      assertThatThrownBy(() -> viewer.invoke(r -> r.functionName("none")))
          .hasMessageContaining("is not authorized to perform");
    }
  }

  @Test
  void onlyHealthAndTheStudioAreForEverybody() throws Exception {
    assertThat(get("/healthz", null).statusCode()).isEqualTo(200);
    assertThat(get("/metrics", null).statusCode()).isEqualTo(403);
    assertThat(get("/stepwell/executions/arn:aws:states:r:a:execution:m:e/events", null).body())
        .contains("MissingAuthenticationTokenException");
    HttpResponse<String> unsigned = states("ListStateMachines", Map.of());
    assertThat(unsigned.statusCode()).isEqualTo(400);
    assertThat(unsigned.body())
        .contains("#MissingAuthenticationTokenException", "Missing Authentication Token");
  }

  @Test
  void aBrowserSignsInAndWritesWithItsToken() throws Exception {
    HttpRequest signIn =
        to("/session")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"accessKeyId\":\"AKIAOPERATOR\",\"secretAccessKey\":\"%s\"}"
                        .formatted(CANARY)))
            .build();
    HttpResponse<String> session =
        browser.send(signIn, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    assertThat(session.statusCode()).isEqualTo(201);
    String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    String csrf =
        String.valueOf(
            ((Map<?, ?>) Objects.requireNonNull(Json.parse(session.body()))).get("csrfToken"));
    assertThat(get("/metrics", cookie).statusCode()).isEqualTo(200);
    assertThat(states("ListStateMachines", Map.of("Cookie", cookie)).body())
        .contains("AccessDeniedException");
    assertThat(
            states("ListStateMachines", Map.of("Cookie", cookie, "X-Stepwell-Csrf", csrf))
                .statusCode())
        .isEqualTo(200);
    assertThat(states("CreateActivity", Map.of("Cookie", cookie, "X-Stepwell-Csrf", csrf)).body())
        .contains("AccessDeniedException");
  }

  @Test
  void noSecretIsInAnythingThatIsKept() throws IOException {
    try (SfnClient admin = sfn("AKIAADMIN", CANARY)) {
      String arn = machine(admin, "kept");
      admin.startExecution(r -> r.stateMachineArn(arn));
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(text.contains(CANARY) || text.contains(OTHER_CANARY))
            .as(file.toString())
            .isFalse();
      }
    }
    Configuration configuration = server.configuration();
    String shown =
        configuration.keys().toString() + configuration.connections() + configuration.httpTasks();
    for (Setting setting : Setting.values()) {
      shown += configuration.value(setting);
    }
    assertThat(shown).doesNotContain(CANARY, OTHER_CANARY);
  }

  private static String type(Runnable call) {
    try {
      call.run();
      return "none";
    } catch (SfnException e) {
      return e.awsErrorDetails().errorCode();
    }
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private static HttpResponse<String> get(String path, @Nullable String cookie) throws Exception {
    HttpRequest.Builder request = to(path).GET();
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    return browser.send(
        request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> states(String operation, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        to("/")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AWSStepFunctions." + operation)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    operation.equals("CreateActivity") ? "{\"name\":\"a\"}" : "{}"));
    headers.forEach(request::header);
    return browser.send(
        request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
