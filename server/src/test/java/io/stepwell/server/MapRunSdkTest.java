package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.SfnException;

/// Map runs as the AWS SDK sees them, from an object in a bucket to a manifest in another.
final class MapRunSdkTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path buckets;

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static SfnClient sfn;

  @BeforeAll
  static void start() {
    Map<Setting, String> flags =
        Map.of(Setting.PORT, "0", Setting.MEMORY, "true", Setting.BUCKETS, buckets.toString());
    server =
        StepwellServer.start(
            Configuration.of(flags, Map.of(), SettingsFile.none()),
            failure -> {
              throw new AssertionError(failure);
            });
    sfn =
        SfnClient.builder()
            .endpointOverride(URI.create(server.url()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .build();
  }

  @AfterAll
  static void stop() {
    sfn.close();
    server.close();
  }

  private static String run(String definition, String input) {
    String machine =
        sfn.createStateMachine(
                r -> r.name("m-" + UUID.randomUUID()).definition(definition).roleArn(ROLE))
            .stateMachineArn();
    return sfn.startExecution(r -> r.stateMachineArn(machine).input(input)).executionArn();
  }

  private static DescribeExecutionResponse ended(String execution) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> sfn.describeExecution(r -> r.executionArn(execution)),
            description -> description.status() != ExecutionStatus.RUNNING);
  }

  private static DescribeMapRunResponse mapRunOf(String execution) {
    var listed = sfn.listMapRuns(r -> r.executionArn(execution)).mapRuns();
    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().executionArn()).isEqualTo(execution);
    return sfn.describeMapRun(r -> r.mapRunArn(listed.getFirst().mapRunArn()));
  }

  @Test
  void rowsOfAnObjectAreProcessedInBatchesAndExported() throws IOException {
    Files.createDirectories(buckets.resolve("in"));
    Files.createDirectories(buckets.resolve("out"));
    Files.writeString(
        buckets.resolve("in/rows.csv"), "id,name\n1,\"a, b\"\n2,\n3,\"say \"\"hi\"\"\"\n4,d\n5\n");
    String execution =
        run(
            """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "Label": "rows", "End": true,
              "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                "Parameters": {"Bucket": "in", "Key.$": "$.key"}},
              "ItemSelector": {"row.$": "$$.Map.Item.Value", "from.$": "$$.Map.Item.Source"},
              "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"key.$": "$.key"}},
              "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "out", "Prefix": "done"},
                "WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSON"}},
              "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "P", "States": {
                  "P": {"Type": "Pass", "OutputPath": "$.Items[*].row.name", "End": true}}}}}}
            """,
            "{\"key\": \"rows.csv\"}");

    DescribeExecutionResponse description = ended(execution);
    assertThat(description.status()).as(description.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    DescribeMapRunResponse run = mapRunOf(execution);
    assertThat(run.status()).isEqualTo(MapRunStatus.SUCCEEDED);
    assertThat(run.itemCounts().succeeded()).isEqualTo(5);
    assertThat(run.itemCounts().total()).isEqualTo(5);
    assertThat(run.executionCounts().succeeded()).isEqualTo(3);
    assertThat(description.output())
        .contains(run.mapRunArn(), "ResultWriterDetails", "manifest.json");

    Path folder = buckets.resolve("out/done/" + run.mapRunArn().replaceAll(".*:", ""));
    assertThat(Files.readString(folder.resolve("SUCCEEDED_0.json")))
        .isEqualTo("[\"a, b\",\"\",\"say \\\"hi\\\"\",\"d\",\"\"]");
    assertThat(Files.readString(folder.resolve("manifest.json")))
        .contains("\"DestinationBucket\":\"out\"", "SUCCEEDED_0.json");

    var children = sfn.listExecutions(r -> r.mapRunArn(run.mapRunArn())).executions();
    assertThat(children).hasSize(3).allMatch(child -> run.mapRunArn().equals(child.mapRunArn()));
    assertThat(children.stream().mapToInt(ExecutionListItem::itemCount).sum()).isEqualTo(5);
    String child = children.getFirst().executionArn();
    assertThat(child).contains("/rows:");
    DescribeExecutionResponse described = sfn.describeExecution(r -> r.executionArn(child));
    assertThat(described.mapRunArn()).isEqualTo(run.mapRunArn());
    assertThat(described.input()).contains("\"BatchInput\":{\"key\":\"rows.csv\"}", "s3://in/");
    var machine = sfn.describeStateMachineForExecution(r -> r.executionArn(child));
    assertThat(machine.label()).isEqualTo("rows");
    assertThat(machine.mapRunArn()).isEqualTo(run.mapRunArn());
    assertThat(machine.definition()).contains("\"StartAt\":\"P\"");
  }

  @Test
  void tooManyFailuresEndTheRunAndItsOtherChildren() {
    String execution =
        run(
            """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
              "ToleratedFailureCount": 1,
              "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "C", "States": {
                  "C": {"Type": "Choice", "Default": "W", "Choices": [
                    {"Variable": "$", "NumericLessThan": 2, "Next": "F"}]},
                  "F": {"Type": "Fail", "Error": "Bad"},
                  "W": {"Type": "Wait", "Seconds": 3600, "End": true}}}}}}
            """,
            "[0, 1, 2, 3]");

    DescribeExecutionResponse description = ended(execution);
    assertThat(description.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(description.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
    assertThat(description.cause())
        .isEqualTo("The specified tolerated failure threshold was exceeded");
    DescribeMapRunResponse run = mapRunOf(execution);
    assertThat(run.status()).isEqualTo(MapRunStatus.FAILED);
    assertThat(run.itemCounts().failed()).isEqualTo(2);
    assertThat(run.itemCounts().aborted()).isEqualTo(2);
    assertThat(
            sfn.listExecutions(
                    r -> r.mapRunArn(run.mapRunArn()).statusFilter(ExecutionStatus.ABORTED))
                .executions())
        .hasSize(2);
    assertThatThrownBy(() -> sfn.updateMapRun(r -> r.mapRunArn(run.mapRunArn()).maxConcurrency(1)))
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("already completed");
  }

  @Test
  void expressChildrenRunInMemoryAndAreExportedInFull() throws IOException {
    Files.createDirectories(buckets.resolve("express"));
    String execution =
        run(
            """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
              "ToleratedFailurePercentage": 50,
              "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "express", "Prefix": ""}},
              "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "C", "States": {
                  "C": {"Type": "Choice", "Default": "P", "Choices": [
                    {"Variable": "$", "NumericEquals": 2, "Next": "F"}]},
                  "F": {"Type": "Fail", "Error": "Bad", "Cause": "luck"},
                  "P": {"Type": "Pass", "End": true}}}}}}
            """,
            "[1, 2, 3]");

    DescribeExecutionResponse description = ended(execution);
    assertThat(description.status()).as(description.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    DescribeMapRunResponse run = mapRunOf(execution);
    assertThat(run.itemCounts().succeeded()).isEqualTo(2);
    assertThat(run.itemCounts().failed()).isEqualTo(1);
    Path folder = buckets.resolve("express/" + run.mapRunArn().replaceAll(".*:", ""));
    assertThat(Files.readString(folder.resolve("SUCCEEDED_0.json")))
        .contains(":express:", "\"Input\":\"1\"", "\"Output\":\"3\"", "\"Status\":\"SUCCEEDED\"");
    assertThat(Files.readString(folder.resolve("FAILED_0.json")))
        .contains("\"Error\":\"Bad\"", "\"Cause\":\"luck\"", "REDRIVABLE_BY_MAP_RUN");
  }

  @Test
  void aRunningRunTakesAnotherConcurrencyAndEndsWithItsParent() {
    String execution =
        run(
            """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
              "MaxConcurrency": 1,
              "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "W", "States": {
                  "W": {"Type": "Wait", "Seconds": 3600, "End": true}}}}}}
            """,
            "[0, 1, 2, 3]");
    await().until(() -> !sfn.listMapRuns(r -> r.executionArn(execution)).mapRuns().isEmpty());
    await().until(() -> mapRunOf(execution).itemCounts().running() == 1);
    String run = mapRunOf(execution).mapRunArn();

    sfn.updateMapRun(r -> r.mapRunArn(run).maxConcurrency(3));
    await().until(() -> mapRunOf(execution).itemCounts().running() == 3);
    assertThat(mapRunOf(execution).maxConcurrency()).isEqualTo(3);

    sfn.stopExecution(r -> r.executionArn(execution));
    await().until(() -> mapRunOf(execution).status() == MapRunStatus.ABORTED);
    assertThat(mapRunOf(execution).itemCounts().aborted()).isEqualTo(3);
    assertThatThrownBy(() -> sfn.describeMapRun(r -> r.mapRunArn(run + "0")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aRedrivenExecutionRedrivesWhatFailedInItsRun() {
    for (String type : new String[] {"STANDARD", "EXPRESS"}) {
      String execution =
          run(
              """
              {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
                "ItemProcessor": {
                  "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "%s"},
                  "StartAt": "C", "States": {
                    "C": {"Type": "Choice", "Default": "P", "Choices": [
                      {"Variable": "$", "NumericEquals": 2, "Next": "F"}]},
                    "F": {"Type": "Fail", "Error": "Bad"},
                    "P": {"Type": "Pass", "End": true}}}}}}
              """
                  .formatted(type),
              "[2]");
      assertThat(ended(execution).status()).isEqualTo(ExecutionStatus.FAILED);
      String run = mapRunOf(execution).mapRunArn();
      sfn.redriveExecution(r -> r.executionArn(execution));
      assertThat(ended(execution).redriveCount()).isEqualTo(1);
      DescribeMapRunResponse again = mapRunOf(execution);
      assertThat(again.mapRunArn()).isEqualTo(run);
      assertThat(again.redriveCount()).isEqualTo(1);
      assertThat(again.redriveDate()).isNotNull();
      assertThat(again.status()).isEqualTo(MapRunStatus.FAILED);
      assertThat(again.itemCounts().failed()).isEqualTo(1);
      assertThat(again.itemCounts().total()).isEqualTo(1);
      if (type.equals("STANDARD")) {
        var children =
            sfn.listExecutions(r -> r.mapRunArn(run).redriveFilter("REDRIVEN")).executions();
        assertThat(children).hasSize(1);
        String child = children.getFirst().executionArn();
        assertThat(sfn.describeExecution(r -> r.executionArn(child)).redriveStatusAsString())
            .isEqualTo("REDRIVABLE_BY_MAP_RUN");
        assertThatThrownBy(() -> sfn.redriveExecution(r -> r.executionArn(child)))
            .hasMessageContaining("redrivable by its Map Run");
      }
    }
  }
}
