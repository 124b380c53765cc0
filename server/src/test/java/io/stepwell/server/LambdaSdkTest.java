package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stepwell.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Versions, aliases and qualifiers: the AWS SDK for Java against a server, and the tasks that name
/// them. The functions are in Java, which every machine that builds this has.
final class LambdaSdkTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/test";

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static SfnClient sfn;

  @SuppressWarnings("NullAway.Init")
  private static LambdaClient lambda;

  private final String name = "function-" + UUID.randomUUID();
  private final String arn = "arn:aws:lambda:us-east-1:123456789012:function:" + name;

  @BeforeAll
  static void start() {
    server = StepwellServer.embedded();
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    URI url = URI.create(server.url());
    sfn =
        SfnClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    lambda =
        LambdaClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
  }

  @AfterAll
  static void stop() {
    sfn.close();
    lambda.close();
    server.close();
  }

  /// Version 1 says one, `$LATEST` says two.
  @BeforeEach
  void deploy() {
    lambda.createFunction(
        r ->
            r.functionName(name)
                .runtime(Runtime.JAVA21)
                .handler("Code")
                .role(ROLE)
                .timeout(30)
                .publish(true)
                .code(c -> c.zipFile(zip("one"))));
    lambda.updateFunctionCode(r -> r.functionName(name).zipFile(zip("two")));
  }

  private static SdkBytes zip(String word) {
    String source =
        """
        public class Code {
          public String handleRequest(Object event) {
            System.out.println("saying %s");
            return "%s";
          }
        }
        """
            .formatted(word, word);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("Code.java"));
      zip.write(source.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  @Test
  void versionsAndAliasesAreManagedAsOnAws() {
    assertThat(lambda.getFunction(r -> r.functionName(name).qualifier("1")).configuration())
        .extracting(FunctionConfiguration::version, FunctionConfiguration::functionArn)
        .containsExactly("1", arn + ":1");
    assertThat(lambda.publishVersion(r -> r.functionName(name).description("second")))
        .satisfies(
            v -> {
              assertThat(v.version()).isEqualTo("2");
              assertThat(v.functionArn()).isEqualTo(arn + ":2");
              assertThat(v.description()).isEqualTo("second");
            });
    assertThat(lambda.listVersionsByFunctionPaginator(r -> r.functionName(name).maxItems(1)))
        .flatExtracting(page -> page.versions())
        .extracting(FunctionConfiguration::functionArn)
        .containsExactly(arn + ":$LATEST", arn + ":1", arn + ":2");
    var created =
        lambda.createAlias(
            r ->
                r.functionName(name)
                    .name("live")
                    .functionVersion("1")
                    .routingConfig(c -> c.additionalVersionWeights(Map.of("2", 0.1))));
    assertThat(created.aliasArn()).isEqualTo(arn + ":live");
    var alias = lambda.getAlias(r -> r.functionName(name).name("live"));
    assertThat(alias.routingConfig().additionalVersionWeights()).containsEntry("2", 0.1);
    assertThatThrownBy(
            () ->
                lambda.updateAlias(
                    r -> r.functionName(name).name("live").revisionId("none of these")))
        .isInstanceOf(PreconditionFailedException.class);
    lambda.updateAlias(
        r ->
            r.functionName(name)
                .name("live")
                .functionVersion("2")
                .revisionId(alias.revisionId())
                .routingConfig(c -> c.additionalVersionWeights(Map.of())));
    assertThat(lambda.listAliases(r -> r.functionName(name).functionVersion("2")).aliases())
        .singleElement()
        .satisfies(it -> assertThat(it.routingConfig()).isNull());
    assertThatThrownBy(() -> lambda.deleteFunction(r -> r.functionName(name).qualifier("2")))
        .isInstanceOf(ResourceConflictException.class);
    lambda.deleteAlias(r -> r.functionName(name).name("live"));
    assertThatThrownBy(() -> lambda.getAlias(r -> r.functionName(name).name("live")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Cannot find alias arn: " + arn + ":live");
    lambda.deleteFunction(r -> r.functionName(name).qualifier("2"));
    assertThat(lambda.listVersionsByFunction(r -> r.functionName(name)).versions()).hasSize(2);
  }

  @Test
  void invocationsRunTheVersionThatTheyName() {
    lambda.createAlias(r -> r.functionName(name).name("live").functionVersion("1"));
    InvokeResponse tailed =
        lambda.invoke(r -> r.functionName(name).qualifier("live").logType(LogType.TAIL));
    assertThat(tailed.payload().asUtf8String()).isEqualTo("\"one\"");
    assertThat(tailed.executedVersion()).isEqualTo("1");
    assertThat(decoded(tailed.logResult())).contains(" Version: 1\nsaying one\nEND RequestId: ");
    assertThat(lambda.invoke(r -> r.functionName(arn)).executedVersion()).isEqualTo("$LATEST");
    assertThat(lambda.invoke(r -> r.functionName(arn)).logResult()).isNull();
    assertThat(
            lambda
                .invoke(
                    r ->
                        r.functionName(name)
                            .qualifier("live")
                            .invocationType(InvocationType.DRY_RUN))
                .statusCode())
        .isEqualTo(204);
    assertThatThrownBy(
            () ->
                lambda.invoke(
                    r -> r.functionName(name).qualifier("9").invocationType(InvocationType.EVENT)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: " + arn + ":9");
  }

  @Test
  void tasksRunTheVersionThatTheyName() {
    lambda.createAlias(r -> r.functionName(name).name("live").functionVersion("1"));
    assertThat(run("\"Resource\":\"" + arn + ":live\"").output()).isEqualTo("\"one\"");
    assertThat(run("\"Resource\":\"" + arn + "\"").output()).isEqualTo("\"two\"");
    assertThat(invoke("\"FunctionName\":\"" + name + "\",\"Qualifier\":\"1\""))
        .containsEntry("Payload", "one")
        .containsEntry("ExecutedVersion", "1")
        .doesNotContainKey("LogResult");
    assertThat(invoke("\"FunctionName\":\"" + arn + ":live\"")).containsEntry("Payload", "one");
    Map<String, Object> tailed =
        invoke("\"FunctionName\":\"" + name + ":live\",\"LogType\":\"Tail\"");
    assertThat(decoded(String.valueOf(tailed.get("LogResult")))).contains("saying one\n");
    assertThat(run("\"Resource\":\"" + arn + ":none\"").error())
        .isEqualTo("Lambda.ResourceNotFoundException");
    DescribeExecutionResponse both =
        run(
            "\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\""
                + arn
                + ":live\",\"Qualifier\":\"1\"}");
    assertThat(both.error()).isEqualTo("Lambda.InvalidParameterValueException");
    assertThat(both.cause())
        .startsWith(
            "The derived qualifier from the function name does not match the specified qualifier.");
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> invoke(String parameters) {
    DescribeExecutionResponse end =
        run(
            "\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{"
                + parameters
                + ",\"Payload\":{}}");
    assertThat(end.status()).as(end.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    Map<String, Object> members = new HashMap<>();
    if (Json.parse(end.output().getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> output) {
      output.forEach((key, value) -> members.put((String) key, value));
    }
    return members;
  }

  private static DescribeExecutionResponse run(String task) {
    String machine =
        sfn.createStateMachine(
                r ->
                    r.name("machine-" + UUID.randomUUID())
                        .roleArn(ROLE)
                        .definition(
                            "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\","
                                + task
                                + ",\"End\":true}}}"))
            .stateMachineArn();
    String execution = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> sfn.describeExecution(r -> r.executionArn(execution)),
            description -> description.status() != ExecutionStatus.RUNNING);
  }
}
