package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// `aws-sdk:s3`, and distributed Maps whose buckets are at a server that speaks S3's API.
final class S3ServerIT {
  @TempDir private static Path directory;

  @SuppressWarnings("NullAway.Init")
  private static NodeServer server;

  @SuppressWarnings("NullAway.Init")
  private static Scene scene;

  @SuppressWarnings("NullAway.Init")
  private static S3Client s3;

  @BeforeAll
  static void start() throws Exception {
    server = NodeServer.s3(directory);
    scene = new Scene(server.url());
    s3 =
        S3Client.builder()
            .endpointOverride(server.url())
            .region(Region.EU_CENTRAL_1)
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .serviceConfiguration(each -> each.chunkedEncodingEnabled(false))
            .credentialsProvider(Scene.credentials())
            .build();
    s3.createBucket(r -> r.bucket("orders"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (scene != null) {
      scene.close();
      s3.close();
      server.close();
    }
  }

  @Test
  void anObjectIsWrittenAndReadAsText() throws Exception {
    Scene.output(
        scene.run(
            Scene.task(
                "aws-sdk:s3:putObject",
                "{\"Bucket\": \"orders\", \"Key\": \"a/b.json\", \"Body\": {\"x\": 1}}",
                "")));
    Map<?, ?> got =
        Scene.output(
            scene.run(
                Scene.task(
                    "aws-sdk:s3:getObject",
                    "{\"Bucket\": \"orders\", \"Key\": \"a/b.json\"}",
                    "")));

    assertThat(got.get("Body")).isEqualTo("{\"x\":1}");
    assertThat(got.get("ContentLength")).isEqualTo(7L);
  }

  @Test
  void whatIsNotThereIsCaughtByItsName() throws Exception {
    String get = "{\"Bucket\": \"orders\", \"Key\": \"nothing\"}";
    assertThat(
            Scene.output(
                scene.run(Scene.catching("aws-sdk:s3:getObject", get, "S3.NoSuchKeyException"))))
        .isEqualTo(Map.of("Caught", "S3.NoSuchKeyException"));
    assertThat(
            Scene.output(
                scene.run(
                    Scene.catching(
                        "aws-sdk:s3:listObjectsV2",
                        "{\"Bucket\": \"no-bucket\"}",
                        "S3.NoSuchBucketException"))))
        .isEqualTo(Map.of("Caught", "S3.NoSuchBucketException"));
  }

  @Test
  void anObjectLargerThanAResultFailsTheTask() {
    s3.putObject(r -> r.bucket("orders").key("large"), RequestBody.fromString("x".repeat(300_000)));

    assertThat(
            scene
                .run(
                    Scene.task(
                        "aws-sdk:s3:getObject", "{\"Bucket\": \"orders\", \"Key\": \"large\"}", ""))
                .error())
        .isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void aMapReadsItsItemsFromAnObjectAndWritesItsResults() throws Exception {
    StringBuilder csv = new StringBuilder("id,n\n");
    for (int i = 0; i < 500; i++) {
      csv.append(i).append(',').append(i * 2).append('\n');
    }
    s3.putObject(r -> r.bucket("orders").key("in.csv"), RequestBody.fromString(csv.toString()));

    Map<?, ?> result =
        Scene.output(
            scene.run(
                """
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
                  "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                    "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                    "Parameters": {"Bucket": "orders", "Key": "in.csv"}},
                  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                    "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}},
                  "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                    "Parameters": {"Bucket": "orders", "Prefix": "out"}}}}}\
                """));

    String manifest = String.valueOf(Job.at(result, "ResultWriterDetails.Key"));
    Object files = Job.at(Json.parse(read(manifest)), "ResultFiles.SUCCEEDED");
    int written = 0;
    for (Object file : (List<?>) (files == null ? List.of() : files)) {
      Object items = Json.parse(read(String.valueOf(Job.at(file, "Key"))));
      written += ((List<?>) (items == null ? List.of() : items)).size();
    }
    assertThat(written).isEqualTo(500);
  }

  private static String read(String key) {
    return s3.getObjectAsBytes(r -> r.bucket("orders").key(key)).asString(StandardCharsets.UTF_8);
  }

  @Test
  void aMapGoesThroughTheObjectsOfABucket() throws Exception {
    for (int i = 0; i < 25; i++) {
      String key = "list/%02d".formatted(i);
      s3.putObject(r -> r.bucket("orders").key(key), RequestBody.fromString("x"));
    }

    assertThat(
            scene
                .run(
                    """
                    {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
                      "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2",
                        "Parameters": {"Bucket": "orders", "Prefix": "list/"}},
                      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                        "StartAt": "P", "States": {"P": {"Type": "Pass", "OutputPath": "$.Key", "End": true}}}}}}\
                    """)
                .output())
        .contains("list/00", "list/24");
  }
}
