package io.stepwell.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaFunctionTest {
  @TempDir private Path directory;
  private Host host;

  @BeforeEach
  void open() {
    host = Host.open(directory);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void compilesSourcesAndPassesMapsRecordsStringsAndStreams() throws InterruptedException {
    String source =
        """
        import java.io.*;
        import java.util.*;

        public class Code {
          record Order(String id, int amount, List<String> tags) {}

          public Map<String, Object> handleRequest(Map<String, Object> input) {
            return Map.of("was", input.get("id"));
          }

          Order twice(Order order, Map<String, Object> context) {
            return new Order(order.id() + context.get("functionName"), 2 * order.amount(), order.tags());
          }

          static String shout(String text) {
            return text.toUpperCase();
          }

          void copy(InputStream in, OutputStream out) throws IOException {
            in.transferTo(out);
          }
        }
        """;
    host.java("map", "Code", source);
    host.java("record", "Code::twice", source);
    host.java("string", "Code::shout", source);
    host.java("stream", "Code::copy", source);
    assertThat(result("map", "{\"id\":7}")).isEqualTo("{\"was\":7}");
    assertThat(result("record", "{\"id\":\"a\",\"amount\":3,\"tags\":[\"x\"]}"))
        .isEqualTo("{\"id\":\"arecord\",\"amount\":6,\"tags\":[\"x\"]}");
    assertThat(result("record", "{\"id\":\"a\",\"amount\":\"3\"}"))
        .contains("input.amount is a JSON string, not a int")
        .contains("Runtime.UnmarshalError");
    assertThat(result("string", "\"abc\"")).isEqualTo("\"ABC\"");
    assertThat(result("stream", "{ \"kept\" : 1.0 }")).isEqualTo("{ \"kept\" : 1.0 }");
  }

  @Test
  void ctrlCIsTheServersToHandle() throws InterruptedException {
    host.java(
        "interrupted",
        "Code",
        """
        public class Code {
          public long handleRequest(Object input) throws Exception {
            long pid = ProcessHandle.current().pid();
            return new ProcessBuilder("kill", "-INT", "" + pid).start().waitFor() == 0 ? pid : -1;
          }
        }
        """);
    String first = result("interrupted", "{}");

    assertThat(first).matches("\\d+");
    assertThat(result("interrupted", "{}")).isEqualTo(first);
  }

  @Test
  void anExceptionIsNamedByItsClassWithItsOwnFramesOnly() throws InterruptedException {
    host.java(
        "fail",
        "Code",
        """
        public class Code {
          public Object handleRequest(Object input) {
            throw new OutOfStock("no more of " + input);
          }
        }

        class OutOfStock extends RuntimeException {
          OutOfStock(String message) {
            super(message);
          }
        }
        """);
    Invocation result = host.invoke("fail", "\"shoes\"");
    assertThat(result.functionError()).isEqualTo("Unhandled");
    assertThat(result.payload().text())
        .isEqualTo(
            "{\"errorMessage\":\"no more of shoes\",\"errorType\":\"OutOfStock\","
                + "\"stackTrace\":[\"Code.handleRequest(Code.java:3)\"]}");
  }

  @Test
  void sourcesThatDoNotCompileAreRefusedWithFileAndLine() {
    assertThatThrownBy(() -> host.java("bad", "Code", "public class Code {\n  int x = \"\";\n}\n"))
        .isInstanceOf(FunctionException.class)
        .hasMessageContaining("The Java sources of the package do not compile:")
        .hasMessageContaining("Code.java:2: incompatible types");
    assertThat(host.functions.list()).isEmpty();
  }

  @Test
  void aHandlerThatIsNotThereSaysWhatWasLookedFor() throws InterruptedException {
    host.java("gone", "NoSuch::go", "public class Code {}\n");
    host.java("method", "Code::go", "public class Code {}\n");
    assertThat(result("gone", "{}")).contains("Class not found: NoSuch");
    assertThat(result("method", "{}")).contains("No method named go").contains("class Code");
  }

  private String result(String name, String payload) throws InterruptedException {
    return host.invoke(name, payload).payload().text();
  }
}
