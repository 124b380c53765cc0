package io.stepwell.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.functions.SourceFiles.File;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class SourceFilesTest {
  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return out.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void filesComeByNameWithTheirText() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("pkg/", new byte[0]);
    files.put("pkg/b.py", text("b = 'ü'"));
    files.put("a.py", text("a = 1"));

    SourceFiles found = SourceFiles.of(zip(files));

    assertThat(found.files())
        .containsExactly(new File("a.py", 5, "a = 1"), new File("pkg/b.py", 8, "b = 'ü'"));
    assertThat(found.more()).isFalse();
  }

  @Test
  void whatIsNoTextIsOnlyNamed() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("Code.class", new byte[] {(byte) 0xCA, (byte) 0xFE, 0, 1});
    files.put("picture", new byte[] {(byte) 0xFF, (byte) 0xFE, 1, 2});

    assertThat(SourceFiles.of(zip(files)).files())
        .containsExactly(new File("Code.class", 4, null), new File("picture", 4, null));
  }

  @Test
  void aLongFileIsNamedWithItsSize() throws IOException {
    byte[] zip = zip(Map.of("long.txt", text("x".repeat(300_000))));
    assertThat(SourceFiles.of(zip).files()).containsExactly(new File("long.txt", 300_000, null));
  }

  @Test
  void notMoreTextIsReadThanOneMegabyte() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 10; i < 20; i++) {
      files.put("f" + i, text("y".repeat(120_000)));
    }
    assertThat(SourceFiles.of(zip(files)).files())
        .filteredOn(file -> file.text() != null)
        .extracting(File::name)
        .containsExactly("f10", "f11", "f12", "f13", "f14", "f15", "f16", "f17");
  }

  @Test
  void notMoreFilesAreNamedThanFiveHundred() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 501; i++) {
      files.put("f" + i, text("z"));
    }
    SourceFiles found = SourceFiles.of(zip(files));
    assertThat(found.files()).hasSize(500);
    assertThat(found.more()).isTrue();
  }

  @Test
  void unpackingEndsWhereTheCodeIsTooLarge() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("bomb", new byte[70 * 1024 * 1024]);
    files.put("behind", text("never seen"));
    SourceFiles found = SourceFiles.of(zip(files));
    assertThat(found.files()).extracting(File::name).containsExactly("bomb");
    assertThat(found.more()).isTrue();
  }
}
