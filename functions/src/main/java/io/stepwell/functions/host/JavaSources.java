package io.stepwell.functions.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Compiles the `.java` files of a deployment package, in place, with the JDK's compiler.
final class JavaSources {
  private static final int MAX_PROBLEMS = 10;

  private JavaSources() {}

  /// What the compiler refused, a line each with file and line number; nothing when all is well or
  /// there are no sources.
  static List<String> compile(Path code) throws IOException {
    List<Path> sources = files(code, ".java");
    if (sources.isEmpty()) {
      return List.of();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return List.of(
          "The package holds Java sources, but the server runs on a Java without a compiler."
              + " Run the server with a JDK, or upload compiled classes.");
    }
    return compile(compiler, code, sources);
  }

  private static List<String> compile(JavaCompiler compiler, Path code, List<Path> sources)
      throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  found,
                  List.of(
                      "-d", code.toString(), "-cp", classPath(code), "-parameters", "-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      return compiled ? List.of() : problems(code, found.getDiagnostics());
    }
  }

  private static List<String> problems(
      Path code, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
    List<String> lines = new ArrayList<>();
    lines.add("The Java sources of the package do not compile:");
    diagnostics.stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .limit(MAX_PROBLEMS)
        .forEach(diagnostic -> lines.add(problem(code, diagnostic)));
    return lines;
  }

  private static String problem(Path code, Diagnostic<? extends JavaFileObject> diagnostic) {
    JavaFileObject source = diagnostic.getSource();
    String message = diagnostic.getMessage(Locale.ROOT);
    return source == null
        ? message
        : "%s:%d: %s"
            .formatted(
                code.toUri().relativize(source.toUri()), diagnostic.getLineNumber(), message);
  }

  private static String classPath(Path code) throws IOException {
    return Stream.concat(Stream.of(code), files(code, ".jar").stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> files(Path code, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(code)) {
      return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
