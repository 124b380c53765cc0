package io.stepwell.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Payload;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PythonFunctionTest {
  @TempDir private Path directory;
  private Host host;

  @BeforeEach
  void open() {
    Host.needsPython();
    host = Host.open(directory);
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void returnsWhatTheHandlerReturns() throws InterruptedException {
    host.python("echo", "def handler(event, context):\n    return event\n");
    Invocation result = host.invoke("echo", "{\"a\":[1,2.5,\"ü\",null]}");
    assertThat(result.failed()).isFalse();
    assertThat(result.payload().text()).isEqualTo("{\"a\": [1, 2.5, \"ü\", null]}");
    assertThat(result.executedVersion()).isEqualTo("$LATEST");
  }

  @Test
  void anExceptionIsAnErrorDocumentAsOnAws() throws InterruptedException {
    host.python("fail", "def handler(event, context):\n    raise Exception('Some text.')\n");
    InvokeFunction request = Host.request("fail", "{}");
    Invocation result = host.functions.invoke(request);
    assertThat(result.functionError()).isEqualTo("Unhandled");
    assertThat(result.payload().text())
        .startsWith(
            "{\"errorMessage\": \"Some text.\", \"errorType\": \"Exception\", \"requestId\": \""
                + request.requestId()
                + "\", \"stackTrace\": [\"  File ")
        .contains("line 2, in handler\\n    raise Exception('Some text.')\\n");
  }

  @Test
  void anExceptionOfTheFunctionsOwnHasItsNameAndPerhapsNoMessage() throws InterruptedException {
    host.python(
        "custom",
        "class Custom(Exception):\n    pass\n\ndef handler(event, context):\n    raise Custom()\n");
    assertThat(host.invoke("custom", "{}").payload().text())
        .startsWith("{\"errorMessage\": \"\", \"errorType\": \"Custom\"");
  }

  @Test
  void aHandlerThatCannotBeImportedSaysWhy() throws InterruptedException {
    host.python("broken", "import nothing_of_that_name\n");
    assertThat(host.invoke("broken", "{}").payload().text())
        .isEqualTo(
            "{\"errorMessage\": \"Unable to import module 'handler': No module named"
                + " 'nothing_of_that_name'\", \"errorType\": \"Runtime.ImportModuleError\","
                + " \"requestId\": \"\", \"stackTrace\": []}");
  }

  @Test
  void aResultThatIsNoJsonSaysWhy() throws InterruptedException {
    host.python("set", "def handler(event, context):\n    return {1, 2}\n");
    assertThat(host.invoke("set", "{}").payload().text())
        .contains("Unable to marshal response: Object of type set is not JSON serializable")
        .contains("Runtime.MarshalError");
  }

  @Test
  void seesItsVariablesAndNothingOfTheServers() throws InterruptedException {
    host.python(
        "env",
        """
        import os
        def handler(event, context):
            return [os.environ.get('GREETING'), os.environ.get('FROM_HOST'),
                    os.environ.get('JAVA_HOME'), os.environ['AWS_REGION'],
                    os.environ['AWS_LAMBDA_FUNCTION_NAME'], context.function_name,
                    context.aws_request_id, context.invoked_function_arn]
        """,
        Map.of("GREETING", "hello"),
        30);
    InvokeFunction request = Host.request("env", "null");
    assertThat(host.functions.invoke(request).payload())
        .isEqualTo(
            Payload.ofText(
                "[\"hello\", \"yes\", null, \"us-east-1\", \"env\", \"env\", \"%s\", \"%s\"]"
                    .formatted(
                        request.requestId(),
                        "arn:aws:lambda:us-east-1:123456789012:function:env")));
  }

  @Test
  void readsItsFilesByRelativePathAndWritesToADirectoryOfItsOwn() throws InterruptedException {
    host.python(
        "files",
        """
        import os
        def handler(event, context):
            with open('mine.txt', 'w') as f:
                f.write('x')
            task = os.environ['LAMBDA_TASK_ROOT']
            return [len(open('handler.py').read()) > 0, os.path.exists(task + '/mine.txt')]
        """);
    assertThat(host.invoke("files", "{}").payload().text()).isEqualTo("[true, false]");
  }

  @Test
  void whatItPrintsIsInItsLogBetweenStartAndEnd() throws InterruptedException {
    host.python("talk", "def handler(event, context):\n    print('one\\ntwo')\n");
    InvokeFunction request = Host.request("talk", "{}");
    host.functions.invoke(request);
    assertThat(
            host.functions.logs("talk", 10_000).lines().map(line -> line.replaceAll("^\\S+ ", "")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo("START RequestId: " + request.requestId() + " Version: $LATEST"),
            line -> assertThat(line).isEqualTo("one"),
            line -> assertThat(line).isEqualTo("two"),
            line -> assertThat(line).isEqualTo("END RequestId: " + request.requestId()),
            line ->
                assertThat(line)
                    .matches("REPORT RequestId: .*Duration: .* ms\tMemory Size: 128 MB"));
  }
}
