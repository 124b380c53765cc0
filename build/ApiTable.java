import io.stepwell.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Condenses AWS's model of the Step Functions API (botocore's `service-2.json`) into the table that
/// module `api` validates requests with: for each operation its members, their types and limits.
///
/// Run when AWS changes its model, from the repository root, with the classes of module `json`:
///
///     java -cp json/target/classes:JACKSON_CORE_JAR build/ApiTable.java MODEL.json \
///         > api/src/main/resources/io/stepwell/api/protocol/states.api
public final class ApiTable {
  /// Limits that AWS's model names and its service does not hold: an empty token is an InvalidToken.
  private static final List<String> NO_MINIMUM = List.of("TaskToken");

  /// The order in which AWS's messages list the values, where it is known to be another one.
  private static final Map<String, List<?>> LISTED =
      Map.of(
          "ExecutionStatus",
          List.of("SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"));

  private final Map<?, ?> shapes;

  private ApiTable(Map<?, ?> shapes) {
    this.shapes = shapes;
  }

  public static void main(String[] args) throws Exception {
    Map<?, ?> model = (Map<?, ?>) Json.parse(Files.readAllBytes(Path.of(args[0])));
    ApiTable table = new ApiTable((Map<?, ?>) model.get("shapes"));
    System.out.println(
        "# Made by build/ApiTable.java from AWS's API model: members of each request,");
    System.out.println("# '!' where required, type, limits. Not to be edited by hand.");
    Map<String, Object> operations = new TreeMap<>();
    ((Map<?, ?>) model.get("operations")).forEach((k, v) -> operations.put((String) k, v));
    operations.forEach(
        (name, operation) -> {
          System.out.println(name);
          Map<?, ?> input = (Map<?, ?>) ((Map<?, ?>) operation).get("input");
          table.members("", (Map<?, ?>) table.shapes.get(input.get("shape")));
        });
  }

  private void members(String prefix, Map<?, ?> structure) {
    List<?> required = (List<?>) structure.get("required");
    ((Map<?, ?>) structure.get("members"))
        .forEach(
            (name, member) ->
                shape(
                    prefix + name,
                    required != null && required.contains(name),
                    (String) ((Map<?, ?>) member).get("shape")));
  }

  private void shape(String path, boolean required, String name) {
    Map<?, ?> shape = (Map<?, ?>) shapes.get(name);
    StringBuilder line = new StringBuilder("  ").append(path).append(required ? "!" : "");
    line.append(' ').append(shape.get("type"));
    Object min = NO_MINIMUM.contains(name) ? null : shape.get("min");
    Object max = shape.get("max");
    if (min != null || max != null) {
      line.append(' ').append(min == null ? "" : min).append("..").append(max == null ? "" : max);
    }
    if (Boolean.TRUE.equals(shape.get("sensitive"))) {
      line.append(" sensitive");
    }
    if (shape.get("enum") instanceof List<?> values) {
      line.append(" enum:");
      line.append(
          String.join(
              ",", LISTED.getOrDefault(name, values).stream().map(String.class::cast).toList()));
    }
    if (shape.get("pattern") != null) {
      line.append(" pattern:").append(shape.get("pattern"));
    }
    System.out.println(line);
    if ("structure".equals(shape.get("type"))) {
      members(path + ".", shape);
    } else if ("list".equals(shape.get("type"))) {
      shape(path + "[]", false, (String) ((Map<?, ?>) shape.get("member")).get("shape"));
    }
  }
}
