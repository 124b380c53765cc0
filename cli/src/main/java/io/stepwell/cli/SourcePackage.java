package io.stepwell.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The files of a function as one zip: the same bytes whenever the files are the same.
final class SourcePackage {
  private static final int MAX_FILES = 10_000;

  private final byte[] zip;

  private SourcePackage(byte[] zip) {
    this.zip = zip;
  }

  /// @throws UncheckedIOException when a file cannot be read
  static SourcePackage of(Path directory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Path file : files(directory)) {
        byte[] content = Files.readAllBytes(file);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(directory.relativize(file).toString().replace('\\', '/'));
        entry.setTime(0);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SourcePackage(bytes.toByteArray());
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(file -> isSource(directory.relativize(file)))
          .filter(Files::isRegularFile)
          .limit(MAX_FILES)
          .sorted()
          .toList();
    }
  }

  private static boolean isSource(Path below) {
    for (Path part : below) {
      if (part.toString().startsWith(".") || part.toString().equals("__pycache__")) {
        return false;
      }
    }
    return true;
  }

  /// As the Lambda API takes it.
  String base64() {
    return Base64.getEncoder().encodeToString(zip);
  }

  /// As the Lambda API shows it.
  String sha256() {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(zip));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
