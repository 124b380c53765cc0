package io.stepwell.server.proof;

import io.stepwell.server.StepwellServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/// A state machine with one execution and a function that leaves a trace: what a stranger would like
/// to use.
final class Victims implements AutoCloseable {
  static final String FIRST = "first";

  private static final String ROLE = "arn:aws:iam::123456789012:role/any";
  private static final String FUNCTION = "Victim";
  private static final String SOURCE =
      """
      import java.nio.file.*;
      public class Victim {
        public String handleRequest(Object input) throws Exception {
          Files.writeString(Path.of(System.getenv("TRACE")), "ran");
          return "ran";
        }
      }
      """;

  private final SfnClient sfn;
  private final LambdaClient lambda;
  private final Path trace;
  private final String machine;
  private final String first;

  Victims(StepwellServer server, Path directory) throws IOException {
    URI endpoint = URI.create(server.url());
    AwsCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    sfn =
        SfnClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    lambda =
        LambdaClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    trace = directory.resolve("trace");
    machine =
        sfn.createStateMachine(
                r ->
                    r.name(FUNCTION)
                        .roleArn(ROLE)
                        .definition(
                            "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}"))
            .stateMachineArn();
    first =
        sfn.startExecution(r -> r.stateMachineArn(machine).name(FIRST).input("{}")).executionArn();
    SdkBytes code = SdkBytes.fromByteArray(zip());
    lambda.createFunction(
        r ->
            r.functionName(FUNCTION)
                .runtime("java25")
                .role(ROLE)
                .handler(FUNCTION)
                .timeout(60)
                .environment(e -> e.variables(Map.of("TRACE", trace.toString())))
                .code(c -> c.zipFile(code)));
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("Victim.java"));
      zip.write(SOURCE.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  String machine() {
    return machine;
  }

  /// The ARN of the execution that is there from the beginning.
  String first() {
    return first;
  }

  List<String> executions() {
    return sfn.listExecutions(r -> r.stateMachineArn(machine)).executions().stream()
        .map(ExecutionListItem::name)
        .toList();
  }

  boolean functionHasRun() {
    return Files.exists(trace);
  }

  /// Does what the stranger tried, as AWS's clients do it.
  void useAsTheirOwner() {
    sfn.startExecution(r -> r.stateMachineArn(machine).input("{}"));
    lambda.invoke(r -> r.functionName(FUNCTION).payload(SdkBytes.fromUtf8String("{}")));
  }

  @Override
  public void close() {
    sfn.close();
    lambda.close();
  }
}
