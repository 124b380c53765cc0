package io.stepwell.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The functions of a folder, found by their files:
///
/// - `functions/java/`: every class with a method `handleRequest` is a function of its name;
/// - `functions/python/`: every file with a function `handler` is one, `create_user.py` is `CreateUser`;
/// - `functions/node/`: every module that exports `handler` is one, `create-user.mjs` is `CreateUser`;
/// - `functions/NAME/`: the function NAME by itself, in any of the languages.
///
/// The files of a directory are packed together, so that functions can share some. A function that is there
/// twice is taken from where it comes first in this list. `functions/.env` has the environment of all:
/// lines `NAME=value`, where `${DIR}` stands for the folder.
final class FunctionFolder {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
  private static final Pattern JAVA_HANDLER = Pattern.compile("\\bhandleRequest\\s*\\(");
  private static final Pattern PYTHON_HANDLER =
      Pattern.compile("(?m)^def\\s+(handler|lambda_handler)\\s*\\(");
  private static final Pattern NODE_HANDLER =
      Pattern.compile(
          "(?m)^(?:export\\s+(?:async\\s+function|function|const|let)\\s+handler\\b|(?:module\\.)?exports\\.handler\\s*=)");
  private static final Pattern NODE = Pattern.compile("(.*)\\.(?:mjs|cjs|js)");
  private static final List<String> LANGUAGES = List.of("java", "python", "node");
  private static final String JAVA = ".java";
  private static final String PYTHON = ".py";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final Path root;
  private final Path functions;

  FunctionFolder(Path root) {
    this.root = root;
    this.functions = root.resolve("functions");
  }

  /// @throws UncheckedIOException when a file cannot be read
  Collection<FunctionSource> sources() {
    if (!Files.isDirectory(functions)) {
      return List.of();
    }
    Map<String, String> environment = environment();
    Map<String, FunctionSource> found = new LinkedHashMap<>();
    LANGUAGES.forEach(language -> shared(language, environment, found));
    for (Path directory : list(functions)) {
      String name = name(directory);
      boolean own = !LANGUAGES.contains(name) && NAME.matcher(name).matches();
      if (own && Files.isDirectory(directory)) {
        single(directory, name, environment, found);
      }
    }
    return found.values();
  }

  private void shared(
      String language, Map<String, String> environment, Map<String, FunctionSource> found) {
    Path directory = functions.resolve(language);
    if (Files.isDirectory(directory)) {
      SourcePackage files = SourcePackage.of(directory);
      for (Handler handler : handlers(directory)) {
        found.putIfAbsent(handler.function(), handler.source(environment, files));
      }
    }
  }

  private static void single(
      Path directory,
      String name,
      Map<String, String> environment,
      Map<String, FunctionSource> found) {
    List<Handler> handlers = handlers(directory);
    handlers.stream()
        .filter(one -> one.function().equals(name))
        .findFirst()
        .or(() -> handlers.stream().findFirst())
        .map(one -> new Handler(name, one.runtime(), one.entry()))
        .ifPresent(
            one -> found.putIfAbsent(name, one.source(environment, SourcePackage.of(directory))));
  }

  /// Where a function begins.
  ///
  /// @param entry as the Lambda API's `Handler`
  private record Handler(String function, String runtime, String entry) {
    FunctionSource source(Map<String, String> environment, SourcePackage files) {
      return new FunctionSource(function, runtime, entry, environment, files);
    }
  }

  private static List<Handler> handlers(Path directory) {
    List<Handler> found = new ArrayList<>();
    for (Path file : below(directory)) {
      String name = name(file);
      Handler handler = null;
      if (name.endsWith(JAVA)) {
        handler = java(name.substring(0, name.length() - JAVA.length()), read(file));
      } else if (name.endsWith(PYTHON)) {
        handler = python(directory.relativize(file).toString(), read(file));
      } else if (NODE.matcher(name).matches()) {
        handler = node(directory.relativize(file).toString(), read(file));
      }
      if (handler != null) {
        found.add(handler);
      }
    }
    return found;
  }

  private static @Nullable Handler java(String type, String text) {
    if (!JAVA_HANDLER.matcher(text).find()) {
      return null;
    }
    Matcher in = PACKAGE.matcher(text);
    return new Handler(type, FunctionSource.JAVA, in.find() ? in.group(1) + "." + type : type);
  }

  private static @Nullable Handler python(String path, String text) {
    Matcher handler = PYTHON_HANDLER.matcher(text);
    if (!handler.find()) {
      return null;
    }
    String module =
        path.substring(0, path.length() - PYTHON.length()).replace('\\', '/').replace('/', '.');
    return new Handler(
        camelCase(module.substring(module.lastIndexOf('.') + 1)),
        FunctionSource.PYTHON,
        module + "." + handler.group(1));
  }

  /// Packages that were installed beside a function are not functions.
  private static @Nullable Handler node(String path, String text) {
    Matcher module = NODE.matcher(path.replace('\\', '/'));
    if (!module.matches() || path.contains("node_modules") || !NODE_HANDLER.matcher(text).find()) {
      return null;
    }
    String name = module.group(1);
    return new Handler(
        camelCase(name.substring(name.lastIndexOf('/') + 1)),
        FunctionSource.NODE,
        name + ".handler");
  }

  private static String camelCase(String name) {
    return Pattern.compile("(^|_|-)([a-z])")
        .matcher(name)
        .replaceAll(match -> match.group(2).toUpperCase(Locale.ROOT));
  }

  private Map<String, String> environment() {
    Path file = functions.resolve(".env");
    Map<String, String> environment = new HashMap<>();
    if (Files.isRegularFile(file)) {
      for (String line : read(file).lines().toList()) {
        int equals = line.indexOf('=');
        if (!line.isBlank() && !line.startsWith("#") && equals > 0) {
          String value = line.substring(equals + 1).strip();
          environment.put(
              line.substring(0, equals).strip(),
              value.replace("${DIR}", root.toAbsolutePath().normalize().toString()));
        }
      }
    }
    return environment;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> below(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(@Nullable Path path) {
    return path == null ? "" : String.valueOf(path.getFileName());
  }
}
