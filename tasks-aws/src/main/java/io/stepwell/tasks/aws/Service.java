package io.stepwell.tasks.aws;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;

/// A service of AWS as its client in the SDK describes it.
final class Service {
  private final Class<?> client;
  private final String name;
  private final Map<String, Operation> operations = new ConcurrentHashMap<>();

  /// @param client the interface of the synchronous client
  Service(Class<?> client) {
    this.client = client;
    String simple = client.getSimpleName();
    name = simple.substring(0, simple.length() - "Client".length());
  }

  /// As the SDK spells it, and as errors begin: `DynamoDb`, `S3`.
  String name() {
    return name;
  }

  Class<?> client() {
    return client;
  }

  /// @param action in camel case
  /// @return null when the service has none of this name
  @Nullable Operation operation(String action) {
    Operation known = operations.get(action);
    if (known == null) {
      known = Operation.of(methods(action));
      if (known != null) {
        operations.put(action, known);
      }
    }
    return known;
  }

  private Stream<Method> methods(String action) {
    return Stream.of(client.getMethods())
        .filter(method -> method.getName().equals(action))
        .filter(method -> method.getParameterCount() > 0)
        .filter(method -> SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0]));
  }
}
