package io.stepwell.tasks.aws;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;

/// Calls operations of one service.
final class ApiCaller {
  private final String module;
  private final Service service;
  private final Clients clients;

  /// @param module the service in lower case
  ApiCaller(String module, Service service, Clients clients) {
    this.module = module;
    this.service = service;
    this.clients = clients;
  }

  Service service() {
    return service;
  }

  /// @param token fills the member by which the service knows a repeated request, if it has one
  Operation.Reply call(
      String action, Map<?, ?> given, Set<String> jsonTexts, String region, String token)
      throws RefusedParametersException {
    Operation operation = operation(action);
    Parameters.Request request =
        new Parameters(jsonTexts).read(operation, withToken(operation, given, token));
    return operation.call(client(region), request.request(), request.body());
  }

  /// Calls an action whose response streams.
  InputStream open(String action, Map<?, ?> given, String region)
      throws RefusedParametersException {
    Operation operation = operation(action);
    Object request = new Parameters(Set.of()).read(operation, given).request();
    return operation.open(client(region), request);
  }

  /// Calls an action whose request streams.
  void send(String action, Map<?, ?> given, String region, Path file)
      throws RefusedParametersException {
    Operation operation = operation(action);
    Object request = new Parameters(Set.of()).read(operation, given).request();
    operation.send(client(region), request, file);
  }

  private Operation operation(String action) {
    Operation operation = service.operation(action);
    if (operation == null) {
      throw new IllegalStateException(service.name() + " has no action " + action);
    }
    return operation;
  }

  private SdkClient client(String region) {
    return clients.of(module, service, region);
  }

  private static Map<?, ?> withToken(Operation operation, Map<?, ?> given, String token) {
    String name = operation.tokenName();
    if (name == null
        || given.keySet().stream().anyMatch(key -> name.equalsIgnoreCase(String.valueOf(key)))) {
      return given;
    }
    Map<Object, @Nullable Object> all = new LinkedHashMap<>(given);
    all.put(name, token);
    return all;
  }

  /// Whether a call may be made again when it is not known whether the first one arrived: it reads,
  /// or says by a token that it is the same.
  boolean repeatable(String action) {
    String name = action.toLowerCase(Locale.ROOT);
    Operation operation = service.operation(action);
    return name.matches("(get|list|describe|batchget|query|scan|head|select|lookup|search).*")
        || (operation != null && operation.tokenName() != null);
  }
}
