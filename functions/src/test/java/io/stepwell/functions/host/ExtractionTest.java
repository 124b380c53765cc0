package io.stepwell.functions.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Zips as strangers may make them.
final class ExtractionTest {
  private static final String UNREADABLE =
      "Could not unzip uploaded file. Please check your file, then try to upload again.";

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init")
  ExtractionTest() {}

  private static byte[] zip(List<String> names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.endsWith("/") ? new byte[0] : name.getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  private List<String> extract(byte[] zip) throws IOException {
    return new Extraction(Files.createDirectories(directory.resolve("code"))).extract(zip);
  }

  @Test
  void filesAreMadeWithTheirDirectories() throws IOException {
    assertThat(extract(zip(List.of("a/", "a/b/c.txt", "./d.txt", "e/../f.txt")))).isEmpty();
    assertThat(directory.resolve("code/a/b/c.txt")).hasContent("a/b/c.txt");
    assertThat(directory.resolve("code/d.txt")).exists();
    assertThat(directory.resolve("code/f.txt")).exists();
  }

  @Test
  void aDirectoryMayBeGivenInAnyForm() throws IOException {
    Path unusual = Files.createDirectories(directory.resolve("code")).resolve("../code/.");
    assertThat(new Extraction(unusual).extract(zip(List.of("a.txt")))).isEmpty();
    assertThat(directory.resolve("code/a.txt")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out.txt", "a/../../out.txt", "/out.txt", "../code-2/out.txt", "."})
  void whatIsNotBelowTheDirectoryIsRefused(String name) throws IOException {
    assertThat(extract(zip(List.of(name)))).containsExactly(UNREADABLE + " Entry: " + name);
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void aNameIsAFileOrADirectory() throws IOException {
    assertThat(extract(zip(List.of("a", "a/b")))).containsExactly(UNREADABLE + " Entry: a/b");
  }

  @Test
  void aNameThatIsADirectoryIsNoFile() throws IOException {
    assertThat(extract(zip(List.of("a/b", "a")))).containsExactly(UNREADABLE + " Entry: a");
  }

  @Test
  void aZipThatBreaksOffIsRefused() throws IOException {
    byte[] whole = zip(List.of("a".repeat(200)));
    for (int length : new int[] {0, 3, 29, 100, 240, 245}) {
      assertThat(extract(Arrays.copyOf(whole, length))).as("%d", length).contains(UNREADABLE);
    }
  }

  @Test
  void aLinkIsAFileWithItsTarget() throws IOException {
    byte[] zip = zip(List.of("link"));
    int central = zip.length - 22 - 46 - "link".length();
    assertThat(zip[central + 2]).as("of the central directory").isEqualTo((byte) 1);
    zip[central + 5] = 3; // made on Unix
    zip[central + 41] = (byte) 0xA1; // a symbolic link
    assertThat(extract(zip)).isEmpty();
    assertThat(directory.resolve("code/link")).isRegularFile();
    assertThat(Files.isSymbolicLink(directory.resolve("code/link"))).isFalse();
  }

  @Test
  void aPathThatIsTooDeepIsRefusedBeforeItIsMade() throws IOException {
    String deep = "d/".repeat(100) + "f";
    assertThat(extract(zip(List.of(deep)))).containsExactly(UNREADABLE + " Entry: " + deep);
    assertThat(directory.resolve("code")).isEmptyDirectory();
  }

  @Test
  void aPathMayHaveAHundredNames() throws IOException {
    assertThat(extract(zip(List.of("d/".repeat(99) + "f")))).isEmpty();
  }

  @Test
  void sizesAreCountedAndNotBelieved() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("bomb"));
      byte[] zeros = new byte[1024 * 1024];
      for (int i = 0; i < 251; i++) {
        zip.write(zeros);
      }
    }
    assertThat(extract(out.toByteArray()))
        .containsExactly("Unzipped size must be smaller than 262144000 bytes");
  }
}
