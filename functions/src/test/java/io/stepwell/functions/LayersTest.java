package io.stepwell.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.json.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Layers, which are folders.
final class LayersTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:017000801446:layer:";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init")
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
  void pythonFindsModulesOfLayersTheLaterOneFirst() throws Exception {
    Host.needsPython();
    file("base/1/python/shared.py", "name = 'base, version 1'");
    file("base/python/shared.py", "name = 'base, any version'");
    file("base/python/only_base.py", "name = 'only base'");
    file("over/python/shared.py", "name = 'over'");
    file("over/bin/tool", "#!/bin/sh\necho from a tool\n").toFile().setExecutable(true);
    String source =
        """
        import shared, subprocess
        def handler(event, context):
            return [shared.name, subprocess.check_output(['tool'], text=True)]
        """;
    CreateFunction create =
        CreateFunction.of(
            "f", "python3.12", "handler.handler", Zips.of("handler.py", source), Map.of());
    host.functions.create(create.withLayers(List.of(ARN + "base:1", ARN + "over:3")));
    assertThat(host.invoke("f", "{}").payload().text()).isEqualTo("[\"over\", \"from a tool\\n\"]");
    host.functions.updateConfiguration("f", layers(ARN + "over:3", ARN + "base:1"));
    assertThat(host.invoke("f", "{}").payload().text()).startsWith("[\"base, version 1\"");
    host.functions.updateConfiguration("f", layers(ARN + "over:3", ARN + "base:2"));
    assertThat(host.invoke("f", "{}").payload().text()).startsWith("[\"base, any version\"");
    assertThat(host.functions.get("f").describe())
        .containsEntry(
            "Layers", List.of(Map.of("Arn", ARN + "over:3"), Map.of("Arn", ARN + "base:2")));
  }

  @Test
  void nodeFindsModulesOfLayers() throws Exception {
    NodeFunctionTest.needs("node");
    file("base/nodejs/node_modules/shared/index.js", "exports.name = 'shared';");
    String source =
        "const shared = require('shared'); exports.handler = async (e, c) => [shared.name,"
            + " c.clientContext];";
    CreateFunction create =
        CreateFunction.of(
            "f", "nodejs22.x", "index.handler", Zips.of("index.js", source), Map.of());
    host.functions.create(create.withLayers(List.of(ARN + "base:1")).withTimeoutSeconds(30));
    InvokeFunction call =
        new InvokeFunction(
            "f", null, Payload.EMPTY_OBJECT, "1", null, null, "{\"custom\":{\"a\":1}}");
    assertThat(host.functions.invoke(call).payload().text())
        .isEqualTo("[\"shared\",{\"custom\":{\"a\":1}}]");
  }

  @Test
  void layersThatAreNotThereOrTooManyAreRefused() throws IOException {
    file("there/python/x.py", "");
    CreateFunction create =
        CreateFunction.of("f", "provided", "x", Zips.of("bootstrap", "#!/bin/sh\n"), Map.of());
    assertThatThrownBy(() -> host.functions.create(create.withLayers(List.of(ARN + "none:4"))))
        .isInstanceOf(FunctionException.class)
        .hasMessageStartingWith("Layer version " + ARN + "none:4 does not exist: there is neither");
    assertThatThrownBy(() -> host.functions.create(create.withLayers(List.of("../../etc"))))
        .hasMessageContaining("Value '../../etc' at 'layers' failed to satisfy constraint");
    List<String> six = java.util.Collections.nCopies(6, ARN + "there:1");
    assertThatThrownBy(() -> host.functions.create(create.withLayers(six)))
        .hasMessage("Cannot reference more than 5 layers.");
  }

  private static UpdateFunction layers(String... arns) {
    return new UpdateFunction(null, null, null, null, null, null, null, List.of(arns), null);
  }

  private Path file(String name, String text) throws IOException {
    Path file = directory.resolve("layers").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
