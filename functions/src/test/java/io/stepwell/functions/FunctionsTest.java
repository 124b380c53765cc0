package io.stepwell.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.json.Payload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the Lambda API promises about functions, without calling any.
final class FunctionsTest {
  private static final String SOURCE =
      "public class Code { public Object handleRequest(Object o) { return o; } }";
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:";

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
  void describesAFunctionAsTheApiDoes() {
    CodeZip zip = Zips.of("Code.java", SOURCE);
    host.functions.create(
        CreateFunction.of("echo", "java25", "Code", zip, Map.of("A_SECRET", "x1y2z3")));
    FunctionConfiguration function = host.functions.get("echo");
    assertThat(function.describe())
        .containsEntry("FunctionName", "echo")
        .containsEntry("FunctionArn", ARN + "echo")
        .containsEntry("Runtime", "java25")
        .containsEntry("Handler", "Code")
        .containsEntry("CodeSize", zip.size())
        .containsEntry("CodeSha256", zip.sha256())
        .containsEntry("Timeout", 3)
        .containsEntry("MemorySize", 128)
        .containsEntry("Version", "$LATEST")
        .containsEntry("State", "Active")
        .containsEntry("Environment", Map.of("Variables", Map.of("A_SECRET", "x1y2z3")));
    assertThat((String) function.describe().get("LastModified"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
    assertThat(function.toString()).doesNotContain("x1y2z3");
    assertThat(host.functions.code("echo")).isEqualTo(zip.bytes());
  }

  @Test
  void takesNamesPartialArnsAndArns() {
    create("echo");
    for (String name :
        List.of(
            "echo",
            "function:echo",
            "123456789012:function:echo",
            ARN + "echo",
            ARN + "echo:$LATEST")) {
      assertThat(host.functions.get(name).name()).isEqualTo("echo");
    }
  }

  @Test
  void whatIsNotThereIsNotFoundByItsFullName() {
    create("echo");
    refused(
        () -> host.functions.get("none"),
        "ResourceNotFoundException",
        404,
        "Function not found: " + ARN + "none");
    refused(
        () -> host.functions.get("echo:live"),
        "ResourceNotFoundException",
        404,
        "Function not found: " + ARN + "echo:live");
    refused(
        () -> host.functions.delete("none"),
        "ResourceNotFoundException",
        404,
        "Function not found: " + ARN + "none");
    refused(
        () -> host.invoke("none", "{}"),
        "ResourceNotFoundException",
        404,
        "Function not found: " + ARN + "none:$LATEST");
    String elsewhere = ARN.replace("us-east-1", "eu-west-1") + "echo";
    refused(
        () -> host.functions.get(elsewhere),
        "ResourceNotFoundException",
        404,
        "Function not found: " + elsewhere);
  }

  @Test
  void aNameIsGivenOnce() {
    create("echo");
    refused(() -> create("echo"), "ResourceConflictException", 409, "Function already exist: echo");
  }

  @Test
  void aRuntimeThatIsNotHereIsRefusedWithASentence() {
    CodeZip zip = Zips.of("index.js", "");
    assertThatThrownBy(
            () ->
                host.functions.create(
                    CreateFunction.of("js", "ruby3.3", "index.handler", zip, Map.of())))
        .isInstanceOf(FunctionException.class)
        .hasMessageContaining("The runtime 'ruby3.3' is not supported here.")
        .hasMessageContaining("stepwell.yaml");
    assertThatThrownBy(
            () -> host.functions.create(CreateFunction.of("old", "java99", "Code", zip, Map.of())))
        .hasMessageContaining("The runtime java99 is not available here");
  }

  @Test
  void settingsOutOfBoundsAreRefused() {
    CreateFunction good =
        CreateFunction.of("f", "java25", "Code", Zips.of("Code.java", SOURCE), Map.of());
    refused(
        () -> host.functions.create(good.withTimeoutSeconds(901)),
        "ValidationException",
        400,
        "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member"
            + " must have value less than or equal to 900");
    assertThatThrownBy(
            () ->
                host.functions.create(
                    CreateFunction.of(
                        "f", "java25", "Code", good.zip(), Map.of("AWS_REGION", "x"))))
        .hasMessageEndingWith("Reserved keys used in this request: AWS_REGION");
    assertThatThrownBy(
            () ->
                host.functions.create(
                    CreateFunction.of("a b", "java25", "Code", good.zip(), Map.of())))
        .hasMessageContaining("Value 'a b' at 'functionName' failed to satisfy constraint");
  }

  @Test
  void aZipThatIsNoneOrReachesOutsideIsRefused() throws Exception {
    CodeZip noZip = CodeZip.of("text".getBytes(StandardCharsets.UTF_8));
    for (CodeZip zip : List.of(noZip, Zips.of("../../escaped.txt", "x"))) {
      assertThatThrownBy(
              () -> host.functions.create(CreateFunction.of("f", "java25", "Code", zip, Map.of())))
          .isInstanceOf(FunctionException.class)
          .hasMessageStartingWith("Could not unzip uploaded file.");
    }
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all).noneMatch(path -> path.endsWith("escaped.txt"));
    }
  }

  @Test
  void inputThatIsNoJsonIsRefused() {
    create("echo");
    assertThatThrownBy(() -> host.invoke("echo", "{"))
        .isInstanceOf(FunctionException.class)
        .hasMessageStartingWith("Could not parse request body into json: ");
  }

  @Test
  void codeIsKeptOnceAndGoesWithItsLastFunction() throws Exception {
    create("one");
    create("two");
    assertThat(files("code")).hasSize(1);
    host.functions.delete("one");
    assertThat(files("code")).hasSize(1);
    assertThat(files("unpacked")).hasSize(1);
    host.functions.delete("two");
    assertThat(files("code")).isEmpty();
    assertThat(files("unpacked")).isEmpty();
    assertThat(host.functions.list()).isEmpty();
  }

  @Test
  void aDocumentOfALaterFormatIsNotRead() {
    create("echo");
    String document = Payload.ofBytes(FunctionDocument.encode(host.functions.get("echo"))).text();
    byte[] later =
        document.replace("\"format\":1", "\"format\":2").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> FunctionDocument.decode(later))
        .hasMessage("a function's document has format 2, this version reads 1");
  }

  private void create(String name) {
    host.functions.create(
        CreateFunction.of(name, "java25", "Code", Zips.of("Code.java", SOURCE), Map.of()));
  }

  private List<Path> files(String name) throws Exception {
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      return files.toList();
    }
  }

  private static void refused(ThrowingCallable call, String type, int status, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FunctionException.class,
            e -> {
              assertThat(e.message()).isEqualTo(message);
              assertThat(e.type()).isEqualTo(type);
              assertThat(e.status()).isEqualTo(status);
            });
  }
}
