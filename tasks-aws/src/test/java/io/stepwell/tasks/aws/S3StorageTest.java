package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.tasks.items.ObjectStorage;
import io.stepwell.tasks.items.ObjectStorage.Listed;
import io.stepwell.tasks.items.ObjectWriter;
import io.stepwell.tasks.remote.RemoteServices;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Buckets of distributed Maps at an S3 server.
class S3StorageTest {
  private final FakeService service = new FakeService();
  private final RemoteServices services = Calls.at(service.url());
  private final ObjectStorage storage =
      Objects.requireNonNull(services.objects("eu-central-1"), "S3 is there");

  @AfterEach
  void close() {
    services.close();
    service.close();
  }

  @Test
  void aListingGoesOnPageAfterPage() throws Exception {
    service.xml(200, page("<NextContinuationToken>n</NextContinuationToken>", "a"));
    service.xml(200, page("", "b"));

    List<Listed> all = new ArrayList<>();
    storage.list("bucket", "in/").forEachRemaining(all::add);

    assertThat(all)
        .containsExactly(
            new Listed("a", 7, "e1", 1_767_225_600), new Listed("b", 7, "e1", 1_767_225_600));
    assertThat(service.all().getLast().uri()).contains("continuation-token=n", "prefix=in%2F");
  }

  private static String page(String next, String key) {
    return """
    <ListBucketResult>%s<Contents><Key>%s</Key><Size>7</Size><ETag>"e1"</ETag>\
    <LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents></ListBucketResult>\
    """
        .formatted(next, key);
  }

  @Test
  void objectsAreReadAndWritten() throws Exception {
    service.xml(200, "items");
    try (InputStream items = storage.read("bucket", "in.csv")) {
      assertThat(items.readAllBytes()).isEqualTo("items".getBytes(StandardCharsets.UTF_8));
    }
    service.next();

    service.xml(200, "");
    try (ObjectWriter out = storage.write("bucket", "out/result.json")) {
      out.write("[1]".getBytes(StandardCharsets.UTF_8));
      out.complete();
    }
    FakeService.Asked put = service.next();
    assertThat(put.method() + " " + put.uri()).isEqualTo("PUT /bucket/out/result.json");
    assertThat(put.body()).contains("[1]");
  }

  @Test
  void whatS3RefusesIsToldInItsWords() {
    service.xml(
        404,
        "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not"
            + " exist</Message></Error>");

    assertThatThrownBy(() -> storage.list("bucket", ""))
        .isInstanceOf(IOException.class)
        .hasMessage("The specified bucket does not exist");
  }
}
