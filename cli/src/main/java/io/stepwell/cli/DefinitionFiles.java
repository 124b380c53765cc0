package io.stepwell.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the files that arguments stand for: a file, a directory with everything below it, or a
/// pattern such as `machines/**/*.asl.json` that the shell left alone.
final class DefinitionFiles {
  private static final Pattern DEFINITION = Pattern.compile("(?i).*\\.asl\\.(json|ya?ml)");
  private static final Pattern CANDIDATE = Pattern.compile("(?i).*\\.(json|ya?ml)");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  /// Both names of a machine's members, as JSON or as YAML.
  private static final Pattern START =
      Pattern.compile("(?m)^\\s*[{,]?\\s*[\"']?StartAt[\"']?\\s*:");

  private static final Pattern STATES = Pattern.compile("[\"']?States[\"']?\\s*:");
  private static final Set<String> SKIPPED = Set.of("node_modules", "target", "cdk.out");

  private DefinitionFiles() {}

  /// The files in the order of the arguments, each once.
  ///
  /// @throws CliException when an argument stands for no file
  static List<String> of(List<String> arguments) {
    Set<String> files = new LinkedHashSet<>();
    for (String argument : arguments) {
      List<String> found = one(argument);
      if (found.isEmpty()) {
        throw new CliException(
            CliException.USAGE, "there is no definition in '%s'".formatted(argument));
      }
      files.addAll(found);
    }
    return List.copyOf(files);
  }

  /// The files below a directory that are definitions by their names.
  ///
  /// @throws CliException when the directory cannot be read
  static List<String> named(Path directory) {
    try {
      return below(directory, file -> DEFINITION.matcher(file.getFileName().toString()).matches());
    } catch (IOException | UncheckedIOException e) {
      throw new CliException(
          CliException.USAGE, "%s cannot be read: %s".formatted(directory, e.getMessage()));
    }
  }

  private static List<String> one(String argument) {
    try {
      if (argument.equals(DefinitionFile.STANDARD_INPUT)) {
        return List.of(argument);
      }
      Path path = path(argument);
      if (path != null && Files.isDirectory(path)) {
        return below(path, DefinitionFiles::isDefinition);
      }
      boolean exists = path != null && Files.exists(path);
      return exists || !WILDCARD.matcher(argument).find() ? List.of(argument) : matching(argument);
    } catch (IOException | UncheckedIOException e) {
      throw new CliException(
          CliException.USAGE, "%s cannot be read: %s".formatted(argument, e.getMessage()));
    }
  }

  private static @Nullable Path path(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException _) {
      return null;
    }
  }

  private static List<String> matching(String pattern) throws IOException {
    int wildcard = WILDCARD.matcher(pattern).results().findFirst().orElseThrow().start();
    int slash = pattern.lastIndexOf('/', wildcard);
    Path start = Path.of(slash < 0 ? "" : slash == 0 ? "/" : pattern.substring(0, slash));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    PathMatcher matcher = matcher(pattern);
    return below(start, matcher::matches);
  }

  private static PathMatcher matcher(String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new CliException(
          CliException.USAGE,
          "'%s' is neither a file nor a pattern: %s".formatted(pattern, e.getDescription()));
    }
  }

  private static List<String> below(Path start, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> paths = Files.walk(start)) {
      return paths
          .filter(path -> !isSkipped(start.relativize(path)))
          .filter(Files::isRegularFile)
          .filter(wanted)
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  /// Whether nobody looks there: hidden, or made by a tool.
  static boolean isSkipped(Path below) {
    for (Path part : below) {
      String name = part.toString();
      if (SKIPPED.contains(name) || name.startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /// By its name, or because it looks like a machine.
  private static boolean isDefinition(Path file) {
    String name = file.getFileName().toString();
    if (DEFINITION.matcher(name).matches()) {
      return true;
    }
    if (!CANDIDATE.matcher(name).matches()) {
      return false;
    }
    try {
      String text = Files.size(file) > 4 << 20 ? "" : Files.readString(file);
      return START.matcher(text).find() && STATES.matcher(text).find();
    } catch (IOException _) {
      return false; // not a text, so not a definition
    }
  }
}
