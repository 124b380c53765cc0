import java.io.IOException;
import java.util.Map;

/// Tells a user about an order: writes the message to a file, as a mail server would to a queue. One
/// file for each order, so a repeated call does not tell the user twice.
public class SendNotification {
  record User(String id, String name, String email) {}

  record Order(String id, String item, int quantity) {}

  record Request(User user, Order order) {}

  public Map<String, Object> handleRequest(Request request) throws IOException {
    User user = request.user();
    Order order = request.order();
    new DataDirectory()
        .write(
            "notifications",
            order.id(),
            "To: %s%n%nDear %s, we have your order %s: %d x %s.%n"
                .formatted(user.email(), user.name(), order.id(), order.quantity(), order.item()));
    System.out.println("notified " + user.email() + " of " + order.id());
    return Map.of("to", user.email());
  }
}
