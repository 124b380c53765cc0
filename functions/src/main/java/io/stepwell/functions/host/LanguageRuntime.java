package io.stepwell.functions.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How functions of one language run here.
sealed interface LanguageRuntime permits JavaRuntime, NodeRuntime, ProvidedRuntime, PythonRuntime {
  /// Whether an identifier such as `python3.12` is of this language.
  boolean serves(String identifier);

  /// A sentence that says what this machine lacks to run functions of that identifier.
  Optional<String> missing(String identifier);

  /// Makes freshly unpacked code ready to run; what is wrong with it, a sentence each.
  List<String> prepare(Path code) throws IOException;

  /// Distinguishes directories of code that was made ready for this language.
  String suffix();

  /// The command of a worker, without the worker's id, which follows as the last argument.
  List<String> command(Deployment deployment, Path code, Path temporary);
}
