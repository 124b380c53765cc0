import java.io.IOException;
import java.util.Map;

/// Creates a user, and removes it again when `action` is `remove`.
///
/// A call that is repeated after a crash has the same request id. The user's id is made from it, so
/// the repetition writes the same user once more and not a second one.
public class CreateUser {
  record User(String id, String name, String email) {}

  record Request(String action, User user) {}

  public User handleRequest(Request request, Map<String, Object> context) throws IOException {
    return "remove".equals(request.action())
        ? remove(request.user())
        : create(request.user(), (String) context.get("awsRequestId"));
  }

  private User create(User wanted, String requestId) throws IOException {
    if (wanted == null || wanted.email() == null || !wanted.email().contains("@")) {
      throw new InvalidUser("a user needs an email address");
    }
    User user = new User("user-" + requestId.substring(0, 8), wanted.name(), wanted.email());
    new DataDirectory()
        .write("users", user.id(), "name=%s%nemail=%s%n".formatted(user.name(), user.email()));
    System.out.println("created " + user.id());
    return user;
  }

  private User remove(User user) throws IOException {
    new DataDirectory().remove("users", user.id());
    System.out.println("removed " + user.id());
    return user;
  }
}

class InvalidUser extends RuntimeException {
  InvalidUser(String message) {
    super(message);
  }
}
