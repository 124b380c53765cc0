package io.stepwell.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Versions and aliases in a directory: a file each, and the highest number that was ever deleted in
/// `versions/NAME/last`. They go before their function does, so that none is left for another one of
/// its name.
final class DirectoryQualifiers {
  private static final String JSON = ".json";
  private static final String LAST = "last";

  private final Path versions;
  private final Path aliases;
  private final Map<String, NavigableMap<Long, FunctionConfiguration>> published =
      new ConcurrentHashMap<>();
  private final Map<String, NavigableMap<String, Alias>> named = new ConcurrentHashMap<>();

  DirectoryQualifiers(Path directory) {
    versions = directory.resolve("versions");
    aliases = directory.resolve("aliases");
  }

  void load(String name) throws IOException {
    for (FunctionConfiguration version : read(versions, name, FunctionDocument::decode)) {
      add(version);
    }
    for (Alias alias : read(aliases, name, Alias::decode)) {
      add(name, alias);
    }
  }

  private static <T> List<T> read(Path directory, String name, Function<byte[], T> decode)
      throws IOException {
    return files(directory.resolve(name)).stream()
        .filter(file -> file.toString().endsWith(JSON))
        .map(file -> decoded(file, decode))
        .toList();
  }

  private static <T> T decoded(Path file, Function<byte[], T> decode) {
    try {
      return decode.apply(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new UncheckedIOException(
          new IOException("cannot read " + file + ": " + e.getMessage(), e));
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  List<FunctionConfiguration> versions(String name) {
    return List.copyOf(publishedOf(name).values());
  }

  Optional<FunctionConfiguration> version(String name, String version) {
    return version.matches("\\d{1,18}")
        ? Optional.ofNullable(publishedOf(name).get(Long.parseLong(version)))
        : Optional.empty();
  }

  long nextVersion(String name) {
    NavigableMap<Long, FunctionConfiguration> own = publishedOf(name);
    return 1 + Math.max(own.isEmpty() ? 0 : own.lastKey(), lastDeleted(name));
  }

  private long lastDeleted(String name) {
    Path last = versions.resolve(name).resolve(LAST);
    try {
      return Files.exists(last) ? Long.parseLong(Files.readString(last)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void saveVersion(FunctionConfiguration version) {
    write(versions, version.name(), version.version(), FunctionDocument.encode(version));
    add(version);
  }

  void deleteVersion(String name, String version) {
    long number = Long.parseLong(version);
    if (number == nextVersion(name) - 1) {
      Path last = versions.resolve(name).resolve(LAST);
      DurableFiles.write(last, version.getBytes(StandardCharsets.US_ASCII));
    }
    DurableFiles.remove(versions.resolve(name).resolve(version + JSON));
    publishedOf(name).remove(number);
  }

  List<Alias> aliases(String name) {
    return List.copyOf(namedOf(name).values());
  }

  Optional<Alias> alias(String name, String alias) {
    return Optional.ofNullable(namedOf(name).get(alias));
  }

  void saveAlias(String name, Alias alias) {
    write(aliases, name, alias.name(), alias.encode());
    add(name, alias);
  }

  void deleteAlias(String name, String alias) {
    if (namedOf(name).containsKey(alias)) {
      DurableFiles.remove(aliases.resolve(name).resolve(alias + JSON));
      namedOf(name).remove(alias);
    }
  }

  void deleteAll(String name) {
    try {
      for (Path directory : List.of(aliases.resolve(name), versions.resolve(name))) {
        for (Path file : files(directory)) {
          DurableFiles.remove(file);
        }
        DurableFiles.remove(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    named.remove(name);
    published.remove(name);
  }

  private static void write(Path below, String name, String file, byte[] document) {
    Path directory = below.resolve(name);
    DurableFiles.createDirectories(directory);
    DurableFiles.write(directory.resolve(file + JSON), document);
  }

  private void add(FunctionConfiguration version) {
    published
        .computeIfAbsent(version.name(), n -> new ConcurrentSkipListMap<>())
        .put(Long.parseLong(version.version()), version);
  }

  private void add(String name, Alias alias) {
    named.computeIfAbsent(name, n -> new ConcurrentSkipListMap<>()).put(alias.name(), alias);
  }

  private NavigableMap<Long, FunctionConfiguration> publishedOf(String name) {
    return published.getOrDefault(name, Collections.emptyNavigableMap());
  }

  private NavigableMap<String, Alias> namedOf(String name) {
    return named.getOrDefault(name, Collections.emptyNavigableMap());
  }
}
