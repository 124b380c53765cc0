package io.stepwell.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Functions in a directory: `metadata/NAME.json`, `versions/NAME/1.json`, `aliases/NAME/live.json`
/// and `code/HASH.zip`.
///
/// A file is written beside its place, synced, renamed into it, and the directory synced: after a
/// crash it is the old file or the new one. Configurations are also held in memory, so one process
/// owns the directory.
public final class DirectoryFunctionStore implements FunctionStore {
  private static final String JSON = ".json";

  private final Path metadata;
  private final Path code;
  private final Map<String, FunctionConfiguration> functions = new ConcurrentHashMap<>();
  private final DirectoryQualifiers qualifiers;

  public DirectoryFunctionStore(Path directory) {
    metadata = directory.resolve("metadata");
    code = directory.resolve("code");
    try {
      Files.createDirectories(metadata);
      Files.createDirectories(code);
      qualifiers = new DirectoryQualifiers(directory);
      load();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load() throws IOException {
    try (Stream<Path> files = Files.list(metadata)) {
      for (Path file : files.filter(path -> path.toString().endsWith(JSON)).toList()) {
        FunctionConfiguration function = decode(file);
        functions.put(function.name(), function);
        qualifiers.load(function.name());
      }
    }
  }

  private static FunctionConfiguration decode(Path file) throws IOException {
    try {
      return FunctionDocument.decode(Files.readAllBytes(file));
    } catch (RuntimeException e) {
      throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<FunctionConfiguration> find(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  @Override
  public List<FunctionConfiguration> all() {
    return functions.values().stream()
        .sorted(Comparator.comparing(FunctionConfiguration::name))
        .toList();
  }

  @Override
  public void save(FunctionConfiguration function) {
    DurableFiles.write(metadata.resolve(function.name() + JSON), FunctionDocument.encode(function));
    functions.put(function.name(), function);
  }

  @Override
  public void delete(String name) {
    qualifiers.deleteAll(name);
    DurableFiles.remove(metadata.resolve(name + JSON));
    functions.remove(name);
  }

  @Override
  public List<FunctionConfiguration> versions(String name) {
    return qualifiers.versions(name);
  }

  @Override
  public Optional<FunctionConfiguration> version(String name, String version) {
    return qualifiers.version(name, version);
  }

  @Override
  public long nextVersion(String name) {
    return qualifiers.nextVersion(name);
  }

  @Override
  public void saveVersion(FunctionConfiguration version) {
    qualifiers.saveVersion(version);
  }

  @Override
  public void deleteVersion(String name, String version) {
    qualifiers.deleteVersion(name, version);
  }

  @Override
  public List<Alias> aliases(String name) {
    return qualifiers.aliases(name);
  }

  @Override
  public Optional<Alias> alias(String name, String alias) {
    return qualifiers.alias(name, alias);
  }

  @Override
  public void saveAlias(String name, Alias alias) {
    qualifiers.saveAlias(name, alias);
  }

  @Override
  public void deleteAlias(String name, String alias) {
    qualifiers.deleteAlias(name, alias);
  }

  @Override
  public void saveCode(String hash, byte[] zip) {
    Path file = zip(hash);
    if (!Files.exists(file)) {
      DurableFiles.write(file, zip);
    }
  }

  @Override
  public Optional<byte[]> code(String hash) {
    try {
      return Optional.of(Files.readAllBytes(zip(hash)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void deleteCode(String hash) {
    DurableFiles.remove(zip(hash));
  }

  private Path zip(String hash) {
    return code.resolve(hash + ".zip");
  }
}
