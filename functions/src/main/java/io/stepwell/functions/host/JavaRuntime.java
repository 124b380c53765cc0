package io.stepwell.functions.host;

import io.stepwell.json.Json;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Runs `java` functions with the JDK that runs the server. Code may be classes, jars below `lib/`,
/// and plain `.java` sources, which are compiled when they are deployed.
final class JavaRuntime implements LanguageRuntime {
  private static final Pattern IDENTIFIER = Pattern.compile("java(\\d{1,2})(\\.al2)?");
  private static final String MAIN = "io.stepwell.functions.worker.Bootstrap";
  private static final String[] NEEDED = {
    MAIN, Json.class.getName(), "tools.jackson.core.JsonParser"
  };

  private final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private final String classPath = classPath();

  @Override
  public boolean serves(String identifier) {
    return IDENTIFIER.matcher(identifier).matches();
  }

  @Override
  public Optional<String> missing(String identifier) {
    Matcher matcher = IDENTIFIER.matcher(identifier);
    int here = Runtime.version().feature();
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > here) {
      return Optional.of(
          "The runtime %s is not available here: the server runs on Java %d, which runs java8 to java%d."
              .formatted(identifier, here, here));
    }
    return Files.isExecutable(java)
        ? Optional.empty()
        : Optional.of(
            "The runtime %s is not available here: there is no %s. Run the server with a JDK."
                .formatted(identifier, java));
  }

  @Override
  public List<String> prepare(Path code) throws IOException {
    return JavaSources.compile(code);
  }

  @Override
  public String suffix() {
    return "java";
  }

  @Override
  public List<String> command(Deployment deployment, Path code, Path temporary) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-UsePerfData");
    command.add("-Xshare:auto");
    command.add("-Xmx" + heapMegabytes(deployment.memoryMegabytes()) + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(classPath);
    command.add(MAIN);
    return List.copyOf(command);
  }

  /// As on AWS, a part of the memory is left to the JVM itself.
  private static int heapMegabytes(int memoryMegabytes) {
    return Math.max(64, memoryMegabytes * 85 / 100);
  }

  /// Where the bootstrap and the JSON classes came from. The function's own code is not on this
  /// path: it has a class loader of its own that does not see these.
  ///
  /// The class loader is asked: of a class that comes from the JVM's AOT cache the code source is where
  /// the jar was when the cache was made.
  private static String classPath() {
    Set<String> places = new LinkedHashSet<>();
    for (String name : NEEDED) {
      Path place = place(name.replace('.', '/') + ".class");
      if (place == null) {
        return System.getProperty("java.class.path");
      }
      places.add(place.toString());
    }
    return String.join(File.pathSeparator, places);
  }

  /// The jar or the directory that a class is in.
  private static @Nullable Path place(String file) {
    URL resource = JavaRuntime.class.getClassLoader().getResource(file);
    try {
      if (resource != null && resource.openConnection() instanceof JarURLConnection jar) {
        return Path.of(jar.getJarFileURL().toURI());
      }
      if (resource != null && resource.getProtocol().equals("file")) {
        String whole = Path.of(resource.toURI()).toString();
        return Path.of(whole.substring(0, whole.length() - file.length()));
      }
    } catch (IOException | URISyntaxException e) {
      // a class loader of another kind: the whole class path is right, too
    }
    return null;
  }
}
