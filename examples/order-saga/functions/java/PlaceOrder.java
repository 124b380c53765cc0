import java.io.IOException;

/// Places an order for a user. Fails with `OutOfStock` when too many are wanted, and with
/// `ServiceUnavailable` as often as the order's `flaky` asks for, then works.
public class PlaceOrder {
  private static final int IN_STOCK = 100;

  record User(String id, String name, String email) {}

  record Wanted(String item, int quantity, Integer flaky) {}

  record Request(User user, Wanted order) {}

  record Order(String id, String item, int quantity, int attempts) {}

  public Order handleRequest(Request request) throws IOException {
    DataDirectory data = new DataDirectory();
    String userId = request.user().id();
    if (data.read("users", userId).isEmpty()) {
      throw new UnknownUser("there is no user " + userId);
    }
    Wanted wanted = request.order();
    int attempts = countAttempt(data, userId);
    if (wanted.flaky() != null && attempts <= wanted.flaky()) {
      throw new ServiceUnavailable("the order service is not available, attempt " + attempts);
    }
    if (wanted.quantity() > IN_STOCK) {
      throw new OutOfStock(
          "%d of %s are wanted, %d are in stock"
              .formatted(wanted.quantity(), wanted.item(), IN_STOCK));
    }
    Order order = new Order(orderId(userId), wanted.item(), wanted.quantity(), attempts);
    data.write(
        "orders",
        order.id(),
        "user=%s%nitem=%s%nquantity=%d%n".formatted(userId, order.item(), order.quantity()));
    System.out.println("placed " + order.id() + " at attempt " + attempts);
    return order;
  }

  /// One order for each user of this example, so the order's id needs no counter.
  private static String orderId(String userId) {
    return userId.replaceFirst("^user-", "order-");
  }

  private static int countAttempt(DataDirectory data, String userId) throws IOException {
    String before = data.read("attempts", userId).strip();
    int attempts = before.isEmpty() ? 1 : Integer.parseInt(before) + 1;
    data.write("attempts", userId, Integer.toString(attempts));
    return attempts;
  }
}

class ServiceUnavailable extends RuntimeException {
  ServiceUnavailable(String message) {
    super(message);
  }
}

class OutOfStock extends RuntimeException {
  OutOfStock(String message) {
    super(message);
  }
}

class UnknownUser extends RuntimeException {
  UnknownUser(String message) {
    super(message);
  }
}
