package io.stepwell.functions.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deployment packages, unpacked and ready to run, by content hash and language. It can be made again
/// from the zips at any time. A directory appears whole or not at all.
final class CodeCache {
  private static final Logger LOG = LoggerFactory.getLogger(CodeCache.class);
  private static final long MAX_UNPACKED_BYTES = 262_144_000;
  private static final int MAX_ENTRIES = 50_000;
  private static final String UNREADABLE =
      "Could not unzip uploaded file. Please check your file, then try to upload again.";

  private final Path directory;

  CodeCache(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  Path directory(LanguageRuntime runtime, String hash) {
    return directory.resolve(hash + "-" + runtime.suffix());
  }

  /// Unpacks a zip and makes it ready; what is wrong with it, a sentence each.
  List<String> unpack(LanguageRuntime runtime, String hash, byte[] zip) throws IOException {
    Path target = directory(runtime, hash);
    if (Files.isDirectory(target)) {
      return List.of();
    }
    Path work = directory.resolve("new-" + UUID.randomUUID());
    try {
      Files.createDirectories(work);
      List<String> problems = extract(zip, work);
      if (problems.isEmpty()) {
        problems = runtime.prepare(work);
      }
      if (problems.isEmpty()) {
        publish(work, target);
      }
      return problems;
    } finally {
      Directories.delete(work);
    }
  }

  private static void publish(Path work, Path target) throws IOException {
    try {
      Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(target)) { // else somebody else was faster with the same content
        throw e;
      }
    }
  }

  private static List<String> extract(byte[] zip, Path into) throws IOException {
    long total = 0;
    int entries = 0;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into) || ++entries > MAX_ENTRIES) {
          return List.of(UNREADABLE + " Entry: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.resolveSibling("."));
        total += write(in, file, MAX_UNPACKED_BYTES - total);
        if (total > MAX_UNPACKED_BYTES) {
          return List.of("Unzipped size must be smaller than " + MAX_UNPACKED_BYTES + " bytes");
        }
      }
    } catch (ZipException | IllegalArgumentException e) { // the latter for names that are no text
      return List.of(UNREADABLE);
    }
    return entries == 0 ? List.of(UNREADABLE) : List.of();
  }

  /// Writes at most one byte more than the limit, which shows that it was exceeded.
  private static long write(ZipInputStream in, Path file, long limit) throws IOException {
    byte[] chunk = new byte[16 * 1024];
    long written = 0;
    try (var out = Files.newOutputStream(file)) {
      for (int n = in.read(chunk); n >= 0 && written <= limit; n = in.read(chunk)) {
        out.write(chunk, 0, n);
        written += n;
      }
    }
    return written;
  }

  /// Removes what was made of a zip.
  void forget(String hash) {
    removeIf(name -> name.startsWith(hash + "-"));
  }

  /// Removes all but what was made of these zips.
  void keep(Set<String> hashes) {
    removeIf(
        name -> name.indexOf('-') < 0 || !hashes.contains(name.substring(0, name.indexOf('-'))));
  }

  private void removeIf(java.util.function.Predicate<String> unwanted) {
    try (Stream<Path> all = Files.list(directory)) {
      for (Path path : all.toList()) {
        if (unwanted.test(path.getFileName().toString())) {
          Directories.delete(path);
        }
      }
    } catch (IOException e) {
      LOG.warn("Unused code stays in {}: {}", directory, e.toString());
    }
  }
}
