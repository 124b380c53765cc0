package io.stepwell.functions.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Runs `provided` functions: the program `bootstrap` of their code, which speaks the Runtime API by
/// itself, as programs in Go and Rust and shell scripts do.
///
/// A shell starts it, and kills it when the server's pipe closes, of which it knows nothing.
final class ProvidedRuntime implements LanguageRuntime {
  private static final Pattern IDENTIFIER = Pattern.compile("provided(\\.al2|\\.al2023)?");
  private static final String BOOTSTRAP = "bootstrap";
  private static final String SCRIPT =
      """
      exec 3<&0 </dev/null
      "$1" &
      program=$!
      (read -r line <&3; kill -KILL $program) &
      watch=$!
      wait $program
      code=$?
      kill $watch 2>/dev/null
      exit $code
      """;

  @Override
  public boolean serves(String identifier) {
    return IDENTIFIER.matcher(identifier).matches();
  }

  @Override
  public Optional<String> missing(String identifier) {
    return Optional.empty();
  }

  /// Zips made by many tools do not say that a file is a program.
  @Override
  public List<String> prepare(Path code) throws IOException {
    Path bootstrap = code.resolve(BOOTSTRAP);
    if (!Files.isRegularFile(bootstrap)) {
      return List.of("Couldn't find valid bootstrap(s): [/var/task/bootstrap]");
    }
    Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(bootstrap));
    permissions.add(PosixFilePermission.OWNER_EXECUTE);
    Files.setPosixFilePermissions(bootstrap, permissions);
    return List.of();
  }

  @Override
  public String suffix() {
    return "provided";
  }

  @Override
  public List<String> command(Deployment deployment, Path code, Path temporary) {
    return List.of("sh", "-c", SCRIPT, "worker", code.resolve(BOOTSTRAP).toString());
  }
}
