package io.stepwell.functions;

import java.util.List;
import java.util.Optional;

/// Where functions are kept: their configurations by name, their versions and aliases, their code by hash. A change is durable
/// when its method returns. Reads are asked for at every call of a function and must be cheap.
///
/// A failing disk or database is reported as `UncheckedIOException`.
public interface FunctionStore {
  Optional<FunctionConfiguration> find(String name);

  /// All functions, by name.
  List<FunctionConfiguration> all();

  void save(FunctionConfiguration function);

  /// Removes a function with its versions and aliases.
  void delete(String name);

  /// The published versions of a function that are still there, by number.
  List<FunctionConfiguration> versions(String name);

  Optional<FunctionConfiguration> version(String name, String version);

  /// The number for the next version: never one that there was.
  long nextVersion(String name);

  void saveVersion(FunctionConfiguration version);

  void deleteVersion(String name, String version);

  /// The aliases of a function, by name.
  List<Alias> aliases(String name);

  Optional<Alias> alias(String name, String alias);

  void saveAlias(String name, Alias alias);

  void deleteAlias(String name, String alias);

  /// Keeps a zip; keeping the same one twice is nothing new.
  ///
  /// @param hash the zip's SHA-256 in lower-case hex digits
  void saveCode(String hash, byte[] zip);

  Optional<byte[]> code(String hash);

  /// Forgets a zip that no function refers to any longer.
  void deleteCode(String hash);
}
