package io.stepwell.functions;

import java.util.List;
import java.util.Optional;

/// Where functions are kept: their configurations by name, their code by hash. A change is durable
/// when its method returns. Reads are asked for at every call of a function and must be cheap.
///
/// A failing disk or database is reported as `UncheckedIOException`.
public interface FunctionStore {
  Optional<FunctionConfiguration> find(String name);

  /// All functions, by name.
  List<FunctionConfiguration> all();

  void save(FunctionConfiguration function);

  void delete(String name);

  /// Keeps a zip; keeping the same one twice is nothing new.
  ///
  /// @param hash the zip's SHA-256 in lower-case hex digits
  void saveCode(String hash, byte[] zip);

  Optional<byte[]> code(String hash);

  /// Forgets a zip that no function refers to any longer.
  void deleteCode(String hash);
}
