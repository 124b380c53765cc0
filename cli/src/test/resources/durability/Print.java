import java.util.Map;

/// Prints an order; what it returns is made from the request id, so a repetition returns the same.
public class Print {
  public Map<String, Object> handleRequest(Map<String, Object> order, Map<String, Object> context) {
    return Map.of("key", context.get("awsRequestId"), "number", order.get("number"));
  }
}
