package io.stepwell.server;

import io.stepwell.tasks.remote.RemoteServices;
import io.stepwell.tasks.remote.ServiceEndpoints;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is not part of the program but may lie beside it: the integrations over the AWS SDK, and
/// the SDK's jars for further services. Every jar in these folders is loaded.
final class Libraries implements AutoCloseable {
  private final List<Path> folders;
  private final @Nullable URLClassLoader loader;

  private Libraries(List<Path> folders, @Nullable URLClassLoader loader) {
    this.folders = folders;
    this.loader = loader;
  }

  /// @param folders in which to look; those that are not there are left out
  static Libraries open(List<Path> folders) {
    List<URL> jars = new ArrayList<>();
    for (Path folder : folders) {
      jars.addAll(jars(folder));
    }
    ClassLoader own = Libraries.class.getClassLoader();
    return new Libraries(
        folders, jars.isEmpty() ? null : new URLClassLoader("lib", jars.toArray(URL[]::new), own));
  }

  private static List<URL> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<URL> urls = new ArrayList<>();
      for (Path file : files.filter(each -> each.toString().endsWith(".jar")).sorted().toList()) {
        urls.add(url(file));
      }
      return urls;
    } catch (IOException e) {
      throw new StartupException("The folder %s cannot be read: %s".formatted(folder, e), 1);
    }
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }

  List<Path> folders() {
    return folders;
  }

  /// The services behind AWS's API, or empty when their integrations are not installed.
  Optional<RemoteServices> services(ServiceEndpoints endpoints) {
    ClassLoader from = loader == null ? Libraries.class.getClassLoader() : loader;
    return ServiceLoader.load(RemoteServices.Provider.class, from)
        .findFirst()
        .map(provider -> provider.open(endpoints));
  }

  @Override
  public void close() throws IOException {
    if (loader != null) {
      loader.close();
    }
  }
}
