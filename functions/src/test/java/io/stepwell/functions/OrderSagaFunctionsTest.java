package io.stepwell.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example's functions, in both languages, called as its state machine calls them.
final class OrderSagaFunctionsTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("stepwell.root", ".."), "examples", "order-saga");

  @TempDir private Path directory;
  private Host host;

  @BeforeEach
  void open() {
    host = Host.open(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void theJavaFunctionsCreatePlaceNotifyAndRemove() throws Exception {
    deploy("java", "java25", "CreateUser", "PlaceOrder", "SendNotification");
    createsPlacesNotifiesAndRemoves();
  }

  @Test
  void thePythonFunctionsCreatePlaceNotifyAndRemove() throws Exception {
    Host.needsPython();
    deploy(
        "python",
        "python3.12",
        "create_user.handler",
        "place_order.handler",
        "send_notification.handler");
    createsPlacesNotifiesAndRemoves();
  }

  private void createsPlacesNotifiesAndRemoves() throws Exception {
    Map<?, ?> input = input("retried");
    Map<?, ?> user =
        result("CreateUser", Map.of("action", "create", "user", member(input, "user")));
    assertThat((String) user.get("id")).startsWith("user-");
    assertThat(files("users")).isEqualTo(1);

    Map<String, Object> placing = Map.of("user", user, "order", member(input, "order"));
    assertThat(error("PlaceOrder", placing)).isEqualTo("ServiceUnavailable");
    assertThat(error("PlaceOrder", placing)).isEqualTo("ServiceUnavailable");
    Map<?, ?> order = result("PlaceOrder", placing);
    assertThat(order.get("attempts")).isEqualTo(3L);
    assertThat(files("orders")).isEqualTo(1);

    Map<?, ?> notified = result("SendNotification", Map.of("user", user, "order", order));
    assertThat(notified.get("to")).isEqualTo("grace@example.com");

    Map<?, ?> tooMany = input("compensated");
    assertThat(error("PlaceOrder", Map.of("user", user, "order", member(tooMany, "order"))))
        .isEqualTo("OutOfStock");
    result("CreateUser", Map.of("action", "remove", "user", user));
    assertThat(files("users")).isZero();
    assertThat(error("PlaceOrder", placing)).isEqualTo("UnknownUser");
  }

  private void deploy(
      String language, String runtime, String createUser, String placeOrder, String notify)
      throws IOException {
    CodeZip zip = Zips.of(EXAMPLE.resolve("functions").resolve(language));
    Map<String, String> handlers = new LinkedHashMap<>();
    handlers.put("CreateUser", createUser);
    handlers.put("PlaceOrder", placeOrder);
    handlers.put("SendNotification", notify);
    Map<String, String> environment =
        Map.of("ORDER_SAGA_DATA", directory.resolve("saga").toString());
    handlers.forEach(
        (name, handler) ->
            host.functions.create(
                CreateFunction.of(name, runtime, handler, zip, environment)
                    .withTimeoutSeconds(30)));
  }

  private static Map<?, ?> input(String name) throws IOException {
    Path file = EXAMPLE.resolve("inputs").resolve(name + ".json");
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(Files.readAllBytes(file)));
  }

  private static Object member(Map<?, ?> map, String name) {
    return Objects.requireNonNull(map.get(name));
  }

  private Map<?, ?> result(String function, Map<String, Object> input) throws InterruptedException {
    Invocation invocation = host.invoke(function, Json.write(input));
    assertThat(invocation.failed()).as(invocation.payload().text()).isFalse();
    return (Map<?, ?>) Objects.requireNonNull(invocation.payload().value());
  }

  private Object error(String function, Map<String, Object> input) throws InterruptedException {
    Invocation invocation = host.invoke(function, Json.write(input));
    assertThat(invocation.failed()).as(invocation.payload().text()).isTrue();
    Map<?, ?> document = (Map<?, ?>) Objects.requireNonNull(invocation.payload().value());
    return Objects.requireNonNull(document.get("errorType"));
  }

  private long files(String kind) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("saga").resolve(kind))) {
      return files.count();
    }
  }
}
