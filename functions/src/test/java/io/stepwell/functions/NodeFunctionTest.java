package io.stepwell.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions in Node.js, and programs of their own.
final class NodeFunctionTest {
  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init")
  private Host host;

  @SuppressWarnings("NullAway.Init")
  NodeFunctionTest() {}

  @BeforeEach
  void open() {
    host = Host.open(directory);
  }

  @AfterEach
  void close() {
    host.close();
  }

  static void needs(String program) {
    assumeTrue(
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
        "there is no " + program + " on this machine");
  }

  private void deploy(String name, String runtime, String handler, String file, String source) {
    host.functions.create(
        CreateFunction.of(name, runtime, handler, Zips.of(file, source), Map.of())
            .withTimeoutSeconds(30));
  }

  private void node(String name, String file, String source) {
    needs("node");
    deploy(name, "nodejs22.x", "index.handler", file, source);
  }

  @Test
  void ctrlCIsTheServersToHandle() throws InterruptedException {
    node(
        "interrupted",
        "index.mjs",
        """
        export const handler = async () => {
          process.kill(process.pid, 'SIGINT');
          return process.pid;
        };
        """);
    String first = host.invoke("interrupted", "{}").payload().text();

    assertThat(first).matches("\\d+");
    assertThat(host.invoke("interrupted", "{}").payload().text()).isEqualTo(first);
  }

  @Test
  void aModuleOfEitherKindIsAFunction() throws Exception {
    node("esm", "index.mjs", "export const handler = async (event) => ({ got: event });");
    node(
        "cjs",
        "index.js",
        "exports.handler = async (event, context) => [event.a, context.functionName];");

    assertThat(host.invoke("esm", "{\"a\":[1,\"ü\",null]}").payload().text())
        .isEqualTo("{\"got\":{\"a\":[1,\"ü\",null]}}");
    assertThat(host.invoke("cjs", "{\"a\":1}").payload().text()).isEqualTo("[1,\"cjs\"]");
  }

  @Test
  void aCallbackIsAResultToo() throws Exception {
    node(
        "callback",
        "index.js",
        "exports.handler = (event, context, done) => setTimeout(() => done(null, 7), 5);");

    assertThat(host.invoke("callback", "{}").payload().text()).isEqualTo("7");
  }

  @Test
  void aCallThatNobodyWaitsForIsMade() throws Exception {
    node(
        "later",
        "index.mjs",
        """
        import { writeFileSync } from 'node:fs';
        export const handler = async (event) => writeFileSync(event.file, 'ran');
        """);
    Path trace = directory.resolve("trace");
    host.functions.invokeLater(Host.request("later", "{\"file\": \"%s\"}".formatted(trace)));
    while (!Files.exists(trace)) {
      Thread.sleep(10);
    }
  }

  @Test
  void whatIsThrownIsAnErrorDocumentAsOnAws() throws Exception {
    node(
        "fail",
        "index.mjs",
        "class OutOfStock extends Error { name = 'OutOfStock' }\n"
            + "export const handler = async () => { throw new OutOfStock('none left'); };");
    Invocation result = host.invoke("fail", "{}");

    assertThat(result.functionError()).isEqualTo("Unhandled");
    assertThat(result.payload().text())
        .startsWith("{\"errorType\":\"OutOfStock\",\"errorMessage\":\"none left\",\"trace\":[");
  }

  @Test
  void aHandlerThatIsNotThereSaysSo() throws Exception {
    node("nothing", "index.mjs", "export const other = 1;");

    assertThat(host.invoke("nothing", "{}").payload().text())
        .contains("Runtime.HandlerNotFound", "index.handler is undefined or not exported");
  }

  @Test
  void aProgramThatSpeaksTheRuntimeApiIsAFunction() throws Exception {
    needs("curl");
    deploy(
        "shell",
        "provided.al2023",
        "any",
        "bootstrap",
        """
        #!/bin/sh
        api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
        while true; do
          headers=$(mktemp)
          event=$(curl -sS -D "$headers" "$api/next")
          id=$(sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: *//p' "$headers" | tr -d '\\r')
          curl -sS -X POST -d "{\\"event\\": $event}" "$api/$id/response" > /dev/null
        done
        """);

    assertThat(host.invoke("shell", "{\"a\":1}").payload().text())
        .isEqualTo("{\"event\": {\"a\":1}}");
    assertThat(host.invoke("shell", "2").payload().text()).isEqualTo("{\"event\": 2}");
  }
}
