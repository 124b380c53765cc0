package io.stepwell.tasks.aws;

import static org.awaitility.Awaitility.await;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.server.Configuration;
import io.stepwell.server.Setting;
import io.stepwell.server.SettingsFile;
import io.stepwell.server.StepwellServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// A Stepwell whose tasks call the services at one endpoint, and state machines on it.
final class Scene implements AutoCloseable {
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";

  private final StepwellServer server;
  private final SfnClient sfn;

  /// @param endpoint of all services
  Scene(URI endpoint) {
    server =
        StepwellServer.start(
            Configuration.of(
                Map.of(
                    Setting.PORT, "0",
                    Setting.MEMORY, "true",
                    Setting.AWS_ENDPOINT, endpoint.toString()),
                Map.of(),
                SettingsFile.read(Path.of("no-such-file.yaml"))),
            _ -> {});
    sfn =
        SfnClient.builder()
            .endpointOverride(URI.create(server.url()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(credentials())
            .build();
  }

  static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  }

  SfnClient sfn() {
    return sfn;
  }

  /// A machine of one Task state, `Call`.
  ///
  /// @param more further members of the state, each with a comma in front
  static String task(String resource, String parameters, String more) {
    return """
    {"StartAt": "Call", "States": {
      "Call": {"Type": "Task", "Resource": "arn:aws:states:::%s", "Parameters": %s%s, "End": true}}}\
    """
        .formatted(resource, parameters, more);
  }

  /// The same with a Catch for one error, whose name is then the execution's output.
  static String catching(String resource, String parameters, String error) {
    return """
    {"StartAt": "Call", "States": {
      "Call": {"Type": "Task", "Resource": "arn:aws:states:::%s", "Parameters": %s, "End": true,
        "Catch": [{"ErrorEquals": ["%s"], "Next": "Caught"}]},
      "Caught": {"Type": "Pass", "Parameters": {"Caught.$": "$.Error"}, "End": true}}}\
    """
        .formatted(resource, parameters, error);
  }

  String start(String definition) {
    String machine =
        sfn.createStateMachine(
                r -> r.name("m-" + UUID.randomUUID()).roleArn(ROLE).definition(definition))
            .stateMachineArn();
    return sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
  }

  DescribeExecutionResponse ended(String execution) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> describe(execution).status() != ExecutionStatus.RUNNING);
    return describe(execution);
  }

  DescribeExecutionResponse describe(String execution) {
    return sfn.describeExecution(r -> r.executionArn(execution));
  }

  DescribeExecutionResponse run(String definition) {
    return ended(start(definition));
  }

  static Map<?, ?> output(DescribeExecutionResponse ended) throws JsonException {
    if (ended.status() != ExecutionStatus.SUCCEEDED) {
      throw new AssertionError(ended.toString());
    }
    return Json.parse(ended.output()) instanceof Map<?, ?> members ? members : Map.of();
  }

  @Override
  public void close() {
    sfn.close();
    server.close();
  }
}
