package io.stepwell.tasks.aws;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the client of a service in the SDK's jar for it: the interface whose name, in lower case,
/// is the service's with `Client` behind.
final class ClientTypes {
  private static final Pattern CLIENT =
      Pattern.compile(
          "software/amazon/awssdk/services/(?:[a-z0-9]+/){1,2}([A-Za-z0-9]+)Client\\.class");

  /// Services that live in the module of another one.
  private static final Map<String, String> MODULES = Map.of("dynamodbstreams", "dynamodb");

  private ClientTypes() {}

  /// @param service in lower case, as in `aws-sdk:SERVICE:action`
  /// @return the client's interface, or null when no jar of the service is there
  static @Nullable Class<?> find(String service, ClassLoader loader) {
    String module = MODULES.getOrDefault(service, service);
    URL marker =
        loader.getResource("META-INF/maven/software.amazon.awssdk/" + module + "/pom.properties");
    if (marker == null) {
      return null;
    }
    try {
      String name = name(service, marker);
      return name == null ? null : Class.forName(name, false, loader);
    } catch (IOException e) {
      throw new IllegalStateException("the SDK's jar of " + service + " cannot be read", e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a class of the jar " + marker + " is not in it", e);
    }
  }

  private static @Nullable String name(String service, URL marker) throws IOException {
    if (!(marker.openConnection() instanceof JarURLConnection connection)) {
      return null;
    }
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      return jar.stream()
          .map(entry -> CLIENT.matcher(entry.getName()))
          .filter(Matcher::matches)
          .filter(client -> client.group(1).toLowerCase(Locale.ROOT).equals(service))
          .map(client -> client.group().replace('/', '.').replaceFirst("\\.class$", ""))
          .findFirst()
          .orElse(null);
    }
  }
}
