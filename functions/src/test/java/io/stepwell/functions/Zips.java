package io.stepwell.functions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Deployment packages for tests: the same bytes for the same files, whenever they are made.
final class Zips {
  private Zips() {}

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    return entry;
  }

  static CodeZip of(String name, String content) {
    return of(name, content.getBytes(StandardCharsets.UTF_8));
  }

  static CodeZip of(String name, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(entry(name));
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return CodeZip.of(out.toByteArray());
  }

  /// All files of a directory.
  static CodeZip of(Path directory) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(entry(file.getFileName().toString()));
        zip.write(Files.readAllBytes(file));
      }
    }
    return CodeZip.of(out.toByteArray());
  }
}
