package io.stepwell.expression.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.AbstractJsonProvider;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scopes;
import io.stepwell.json.Json;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// Random documents and paths: what Jayway's library finds, ours finds too. Left out are the places
/// where Jayway's answer depends on earlier evaluations or on an accident of its code.
@NullUnmarked
final class JaywayComparisonTest {
  private static final Configuration JAYWAY =
      Configuration.builder().jsonProvider(new Plain()).mappingProvider(new AsIs()).build();

  /// Jayway gives up where a list that a filter looks at holds containers.
  private static final String ACCIDENT = "accident";

  private static final String[] NAMES = {"a", "b", "c"};

  @Test
  void plainPathsAgree() {
    compare(System.nanoTime(), 20_000, false);
  }

  @Test
  void pathsThatForkAgree() {
    compare(System.nanoTime(), 20_000, true);
  }

  private static void compare(long seed, int runs, boolean forks) {
    Random random = new Random(seed);
    for (int run = 0; run < runs; run++) {
      Object document = random.nextBoolean() ? object(random, 4) : array(random, 4);
      String path = path(random, forks);
      String expected = jayways(path, document);
      if (!expected.equals(ACCIDENT)) {
        assertThat(ours(path, document))
            .as("seed %d, run %d: %s in %s", seed, run, path, Json.write(document))
            .isEqualTo(expected);
      }
    }
  }

  private static String ours(String path, Object document) {
    try {
      Object found = CompiledPath.compile(path).find(Scopes.of(document));
      return found instanceof Missing ? "missing" : Json.write(found);
    } catch (EvaluationException _) {
      return "missing";
    }
  }

  private static String jayways(String path, Object document) {
    try {
      return Json.write(JsonPath.compile(path).<Object>read(document, JAYWAY));
    } catch (JsonPathException e) {
      return "Could not determine value type".equals(e.getMessage()) ? ACCIDENT : "missing";
    }
  }

  private static String path(Random random, boolean forks) {
    StringBuilder path = new StringBuilder("$");
    int steps = 1 + random.nextInt(4);
    for (int i = 0; i < steps; i++) {
      path.append(forks && random.nextInt(2) == 0 ? fork(random, 2) : plain(random));
    }
    return path.toString();
  }

  private static String plain(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> "." + name(random);
      case 1 -> "['" + name(random) + "']";
      default -> "[" + (random.nextInt(5) - 2) + "]";
    };
  }

  private static String fork(Random random, int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> "[*]";
      case 1 -> ".*";
      case 2 -> "[" + random.nextInt(3) + "," + random.nextInt(3) + "]";
      case 3 -> "[" + (random.nextInt(5) - 2) + ":]";
      case 4 -> "[" + (random.nextInt(5) - 2) + ":" + (random.nextInt(5) - 2) + "]";
      case 5 -> "['a','c']";
      case 6 -> ".." + name(random);
      default -> "[?(" + criterion(random, depth) + ")]";
    };
  }

  private static String criterion(Random random, int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      return switch (random.nextInt(3)) {
        case 0 -> criterion(random, depth - 1) + " && " + criterion(random, depth - 1);
        case 1 -> criterion(random, depth - 1) + " || " + criterion(random, depth - 1);
        default -> "!(" + criterion(random, depth - 1) + ")";
      };
    }
    String path = "@" + (random.nextInt(4) == 0 ? "" : plain(random));
    return switch (random.nextInt(5)) {
      case 0 -> path.length() > 1 ? path : "@.a";
      case 1 -> path + " in ['x','2',1]";
      case 2 -> path + " =~ /[xy]+/";
      case 3 -> path + " size 2";
      default -> path + " " + relation(random) + " " + literal(random);
    };
  }

  private static String relation(Random random) {
    String[] relations = {"==", "!=", "<", "<=", ">", ">=", "===", "!=="};
    return relations[random.nextInt(relations.length)];
  }

  private static String literal(Random random) {
    String[] literals = {"1", "2.5", "'x'", "'2'", "true", "null", "$.a", "@.b"};
    return literals[random.nextInt(literals.length)];
  }

  private static String name(Random random) {
    return NAMES[random.nextInt(NAMES.length)];
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 6)) {
      case 0 -> null;
      case 1 -> (long) random.nextInt(3);
      case 2 -> 2.5;
      case 3 -> random.nextBoolean();
      case 4 -> "x";
      case 5 -> "2";
      case 6, 7 -> array(random, depth - 1);
      default -> object(random, depth - 1);
    };
  }

  private static Object array(Random random, int depth) {
    List<Object> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(value(random, depth));
    }
    return items;
  }

  private static Object object(Random random, int depth) {
    LinkedHashMap<String, Object> members = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      members.put(name(random), value(random, depth));
    }
    return members;
  }

  private static final class Plain extends AbstractJsonProvider {
    @Override
    public Object parse(String json) {
      return Json.parse(json);
    }

    @Override
    public Object parse(InputStream json, String charset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String toJson(Object value) {
      return Json.write(value);
    }

    @Override
    public Object createArray() {
      return new ArrayList<>();
    }

    @Override
    public Object createMap() {
      return new LinkedHashMap<>();
    }
  }

  private static final class AsIs implements MappingProvider {
    @Override
    public <T> T map(Object source, Class<T> type, Configuration configuration) {
      return type.cast(source);
    }

    @Override
    public <T> T map(
        Object source, com.jayway.jsonpath.TypeRef<T> type, Configuration configuration) {
      throw new UnsupportedOperationException();
    }
  }
}
