package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A function as its files say, to be deployed over the Lambda API: made when it is missing, made
/// anew when its runtime is another, changed when its code, handler or environment is.
///
/// @param files with those that other functions share
record FunctionSource(
    String name,
    String runtime,
    String handler,
    Map<String, String> environment,
    SourcePackage files) {
  static final String JAVA = "java25";
  static final String PYTHON = "python3.12";
  static final String NODE = "nodejs22.x";

  private static final String ROLE = "arn:aws:iam::123456789012:role/stepwell";
  private static final int TIMEOUT_SECONDS = 30;

  /// Whether anything had to be changed.
  boolean deploy(ApiClient client) throws RefusedException {
    Map<?, ?> present = present(client);
    if (present == null) {
      create(client);
      return true;
    }
    if (!runtime.equals(present.get("Runtime"))) {
      client.lambda("DELETE", "/" + name, null);
      create(client);
      return true;
    }
    boolean code = !files.sha256().equals(present.get("CodeSha256"));
    boolean settings = !handler.equals(present.get("Handler")) || !sameEnvironment(present);
    if (settings) {
      client.lambda("PUT", "/" + name + "/configuration", settings());
    }
    if (code) {
      client.lambda("PUT", "/" + name + "/code", Map.of("ZipFile", files.base64()));
    }
    return code || settings;
  }

  private @Nullable Map<?, ?> present(ApiClient client) throws RefusedException {
    try {
      return client.lambda("GET", "/" + name + "/configuration", null);
    } catch (RefusedException e) {
      if (!e.type().equals("ResourceNotFoundException")) {
        throw e;
      }
      return null;
    }
  }

  private boolean sameEnvironment(Map<?, ?> present) {
    Object variables =
        present.get("Environment") instanceof Map<?, ?> known ? known.get("Variables") : null;
    return environment.equals(variables == null ? Map.of() : variables);
  }

  private void create(ApiClient client) throws RefusedException {
    Map<String, Object> request = settings();
    request.put("FunctionName", name);
    request.put("Runtime", runtime);
    request.put("Role", ROLE);
    request.put("Timeout", TIMEOUT_SECONDS);
    request.put("Code", Map.of("ZipFile", files.base64()));
    client.lambda("POST", "", request);
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("Handler", handler);
    settings.put("Environment", Map.of("Variables", environment));
    return settings;
  }
}
