package io.stepwell.tasks.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ItemReadersTest {
  private static final String GET = "arn:aws:states:::s3:getObject";
  private static final String LIST = "arn:aws:states:::s3:listObjectsV2";

  @TempDir Path root = Path.of("set by JUnit");

  private ItemReaders readers() {
    return new ItemReaders(new DirectoryStorage(root));
  }

  @BeforeEach
  void makeABucket() throws IOException {
    Files.createDirectories(root.resolve("b/deep"));
  }

  private void put(String key, String text) throws IOException {
    Files.writeString(root.resolve("b").resolve(key), text);
  }

  private List<String> read(String key, Map<String, Object> config, long maxItems) {
    return read(new ItemRead(GET, Map.of("Bucket", "b", "Key", key), config, maxItems));
  }

  private List<String> read(ItemRead read) {
    List<String> items = new ArrayList<>();
    try (ItemStream stream = readers().open(read)) {
      while (stream.next()) {
        String key = stream.key() == null ? "" : stream.key() + "=";
        items.add(key + Json.write(stream.item()));
      }
    }
    return items;
  }

  @Test
  void recordsWithoutEndAreRefused() throws IOException {
    int many = (8 << 20) + 1;
    put("a.jsonl", "1\n\"" + "x".repeat(many) + "\"\n");
    put("a.csv", "a\n" + ",".repeat(many) + "\n");
    Map<String, Object> csv = Map.of("InputType", "CSV", "CSVHeaderLocation", "FIRST_ROW");

    assertThatThrownBy(() -> read("a.jsonl", Map.of("InputType", "JSONL"), 0))
        .isInstanceOf(ItemReadException.class)
        .hasMessage("A line of the object is too long.");
    assertThatThrownBy(() -> read("a.csv", csv, 0))
        .isInstanceOf(ItemReadException.class)
        .hasMessage("The CSV record at line 2 is too long.");
  }

  @Test
  void rowsOfCsvAreObjectsOfTexts() throws IOException {
    put("a.csv", "\uFEFFa,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2\r\n3,4,5\r\n,\r\n");
    Map<String, Object> config = Map.of("InputType", "CSV", "CSVHeaderLocation", "FIRST_ROW");
    assertThat(read("a.csv", config, 0))
        .containsExactly(
            "{\"a\":\"1\",\"b\":\"x, \\\"y\\\"\\nz\"}",
            "{\"a\":\"2\",\"b\":\"\"}",
            "{\"a\":\"3\",\"b\":\"4\"}",
            "{\"a\":\"\",\"b\":\"\"}");
    assertThat(read("a.csv", config, 2)).hasSize(2);
  }

  @Test
  void csvTakesGivenHeadersAndOtherDelimiters() throws IOException {
    put("a.csv", "1|2\r3|4");
    Map<String, Object> config =
        Map.of(
            "InputType", "CSV",
            "CSVHeaderLocation", "GIVEN",
            "CSVHeaders", List.of("x", "y"),
            "CSVDelimiter", "PIPE");
    assertThat(read("a.csv", config, 0))
        .containsExactly("{\"x\":\"1\",\"y\":\"2\"}", "{\"x\":\"3\",\"y\":\"4\"}");
    Map<String, Object> twice =
        Map.of(
            "InputType", "CSV",
            "CSVHeaderLocation", "GIVEN",
            "CSVHeaders", List.of("x", "x"));
    assertThatThrownBy(() -> read("a.csv", twice, 0))
        .isInstanceOf(ItemReadException.class)
        .hasMessage("CSV headers cannot contain duplicates.");
  }

  @Test
  void jsonIsAnArrayAnObjectOrWhatAPointerLeadsTo() throws IOException {
    put("a.json", "[1, {\"x\": [2]}, null]");
    put("o.json", "{\"k~/\": {\"list\": [{\"m\": 1, \"n\": 2}]}, \"z\": 3}");
    Map<String, Object> json = Map.of("InputType", "JSON");
    assertThat(read("a.json", json, 0)).containsExactly("1", "{\"x\":[2]}", "null");
    assertThat(read("o.json", json, 0))
        .containsExactly("k~/={\"list\":[{\"m\":1,\"n\":2}]}", "z=3");
    assertThat(read("o.json", Map.of("InputType", "JSON", "ItemsPointer", "/k~0~1/list/0"), 0))
        .containsExactly("m=1", "n=2");
    assertThatThrownBy(() -> read("o.json", Map.of("InputType", "JSON", "ItemsPointer", "/z"), 0))
        .hasMessage("Attempting to map over non-iterable node.");
    put("bad.json", "[1, oops]");
    assertThatThrownBy(() -> read("bad.json", json, 0))
        .isInstanceOf(ItemReadException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void jsonLinesMayBeZipped() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("{\"a\":1}\n\n[2]\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(root.resolve("b/a.jsonl.gz"), packed.toByteArray());
    assertThat(read("a.jsonl.gz", Map.of("InputType", "JSONL"), 0))
        .containsExactly("{\"a\":1}", "[2]");
  }

  @Test
  void anObjectIsThereWhenItIsCompleteAndNotBefore() throws IOException {
    ObjectStorage storage = new DirectoryStorage(root);
    try (ObjectWriter out = storage.write("b", "deep/given-up.json")) {
      out.write("half".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(root.resolve("b/deep")).isEmptyDirectory();
    put("deep/kept.json", "old");
    try (ObjectWriter out = storage.write("b", "deep/kept.json")) {
      out.write("n".getBytes(StandardCharsets.UTF_8));
      assertThat(root.resolve("b/deep/kept.json")).hasContent("old");
      out.write("ew".getBytes(StandardCharsets.UTF_8));
      out.complete();
      assertThatThrownBy(out::complete).isInstanceOf(IOException.class);
    }
    assertThat(root.resolve("b/deep/kept.json")).hasContent("new");
    assertThat(storage.list("b", "deep/")).toIterable().hasSize(1);
  }

  @Test
  void objectsAreListedByPrefixOrReadOneAfterTheOther() throws IOException {
    put("deep/2.jsonl", "3\n");
    put("deep/1.jsonl", "1\n2\n");
    put("other", "x");
    Map<String, Object> where = Map.of("Bucket", "b", "Prefix", "deep/");
    assertThat(read(new ItemRead(LIST, where, Map.of(), 0)))
        .hasSize(2)
        .first()
        .asString()
        .matches(
            "\\{\"Etag\":\"\\\\\"[0-9a-f]+\\\\\"\",\"Key\":\"deep/1.jsonl\",\"LastModified\":\\d+,"
                + "\"Size\":4,\"StorageClass\":\"STANDARD\"}");
    Map<String, Object> load = Map.of("InputType", "JSONL", "Transformation", "LOAD_AND_FLATTEN");
    assertThat(read(new ItemRead(LIST, where, load, 0))).containsExactly("1", "2", "3");
  }

  @Test
  void anInventoryIsReadThroughItsManifest() throws IOException {
    put(
        "manifest.json",
        """
        {"fileSchema": "Bucket, Key", "destinationBucket": "arn:aws:s3:::b",
         "files": [{"key": "deep/rows.csv"}]}
        """);
    put("deep/rows.csv", "\"src\",\"k1\"\n\"src\",\"k2\"\n");
    assertThat(read("manifest.json", Map.of("InputType", "MANIFEST"), 0))
        .allMatch(item -> item.contains("\"Bucket\":\"src\""))
        .hasSize(2);
  }

  @Test
  void nothingOutsideTheBucketsIsReached() throws IOException {
    Files.writeString(root.resolve("secret"), "[1]");
    Files.createSymbolicLink(root.resolve("b/link"), root.getParent());
    Map<String, Object> json = Map.of("InputType", "JSON");
    for (String key :
        List.of("../secret", "deep/../../secret", "/etc/passwd", "", "link/x", "no")) {
      assertThatThrownBy(() -> read(key, json, 0)).as(key).isInstanceOf(ItemReadException.class);
    }
    for (String bucket : List.of("..", ".", "", "b/deep", "/", "none")) {
      Map<String, Object> where = Map.of("Bucket", bucket, "Key", "secret");
      assertThatThrownBy(() -> read(new ItemRead(GET, where, json, 0)))
          .as(bucket)
          .isInstanceOf(ItemReadException.class);
    }
    assertThatThrownBy(() -> read("no", json, -1)).hasMessage("field MaxItems must be positive");
  }
}
