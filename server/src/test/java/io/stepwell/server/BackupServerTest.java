package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets a backup of a server with keys, and what is in it.
final class BackupServerTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path directory;
  private Path data;
  private StepwellServer server;

  @SuppressWarnings("NullAway.Init") // set before each test
  BackupServerTest() {}

  @BeforeEach
  void start() {
    data = directory.resolve("data");
    server = StepwellServer.start(configuration("admin"), _ -> {});
  }

  private Configuration configuration(String role) {
    return Configuration.of(
        Map.of(Setting.PORT, "0", Setting.DATA, data.toString()),
        Map.of("SECRET", "a secret of a key"),
        SettingsFile.parse(
            Path.of("stepwell.yaml"),
            """
            auth: sigv4
            keys:
              - {accessKeyId: AKIAKEY, secret: {env: SECRET}, role: %s}
              - {accessKeyId: AKIAOTHER, secret: {env: SECRET}, account: '999900001111'}
            """
                .formatted(role)));
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  private HttpResponse<String> backup(Configuration asker, Path target) throws Exception {
    URI uri = URI.create(server.url() + "/stepwell/backup");
    byte[] body = "{\"directory\": \"%s\"}".formatted(target).getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    asker.signature("POST", uri, body).forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void onlyAnAdministratorGetsABackup() throws Exception {
    Path target = directory.resolve("backup");
    assertThat(backup(configuration("viewer"), target).statusCode()).isEqualTo(403);
    assertThat(target).doesNotExist();
    HttpResponse<String> taken = backup(configuration("admin"), target);
    assertThat(taken.body()).contains("\"files\":");
    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(target.resolve("backup.json")).exists();
  }

  @Test
  void everythingButWhatBelongsToTheProcessIsInIt() throws Exception {
    write("buckets/results/one.json");
    write("functions/events/0001.json");
    write("functions/events/0002.json.new");
    write("functions/workers/4242");
    write("functions/unpacked/hash/main.py");
    write("jobs/a-job/job.json");
    write("jobs/a-job/attempt-1/pid");
    write("jobs/a-job/attempt-1/exit");
    Files.createDirectory(data.resolve("jobs/a-job/attempt-1/claim"));
    write("logs/123456789012/us-east-1/group/records.jsonl");

    Path target = directory.resolve("backup");
    assertThat(backup(configuration("admin"), target).statusCode()).isEqualTo(200);
    assertThat(target.resolve("buckets/results/one.json")).hasContent("buckets/results/one.json");
    assertThat(target.resolve("functions/events/0001.json")).exists();
    assertThat(target.resolve("functions/events/0002.json.new")).doesNotExist();
    assertThat(target.resolve("functions/workers")).doesNotExist();
    assertThat(target.resolve("functions/unpacked")).doesNotExist();
    assertThat(target.resolve("jobs/a-job/job.json")).exists();
    assertThat(target.resolve("jobs/a-job/attempt-1/pid")).doesNotExist();
    assertThat(target.resolve("jobs/a-job/attempt-1/exit")).exists();
    assertThat(target.resolve("jobs/a-job/attempt-1/claim")).isDirectory();
    assertThat(target.resolve("logs/123456789012/us-east-1/group/records.jsonl")).exists();
    assertThat(target.resolve("lock")).doesNotExist();
    assertThat(data.resolve("backup.tmp")).doesNotExist();
  }

  private void write(String path) throws Exception {
    Path file = data.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, path);
  }
}
