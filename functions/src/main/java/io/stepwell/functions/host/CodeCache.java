package io.stepwell.functions.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deployment packages, unpacked and ready to run, by content hash and language. It can be made again
/// from the zips at any time. A directory appears whole or not at all.
final class CodeCache {
  private static final Logger LOG = LoggerFactory.getLogger(CodeCache.class);

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
      List<String> problems = new Extraction(work).extract(zip);
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
