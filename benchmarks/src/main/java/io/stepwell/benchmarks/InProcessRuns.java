package io.stepwell.benchmarks;

import io.stepwell.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// W1 without HTTP: [InProcess] in a JVM of its own, with the subject's libraries.
final class InProcessRuns implements Benchmark {
  @Override
  public Round prepare(Subject subject, Options options) {
    Path checkout = subject.checkout();
    return figures -> {
      measure(checkout, "memory", options, figures);
      try (DataDirectory data = DataDirectory.fresh()) {
        measure(checkout, data.path().toString(), options, figures);
      }
    };
  }

  private static void measure(Path checkout, String store, Options options, Figures figures)
      throws IOException, InterruptedException {
    Path own = Path.of(System.getProperty("stepwell.home", "."));
    Path sources = own.resolve("benchmarks/src/main/java/io/stepwell/benchmarks");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-XX:MaxRAMPercentage=40",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile="
                    + own.resolve("benchmarks/src/main/resources/quiet.xml"),
                "-cp",
                checkout.resolve("cli/target/app") + "/*",
                sources.resolve("InProcess.java").toString(),
                store,
                Integer.toString(options.warmUpSeconds()),
                Integer.toString(options.seconds()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || !(Json.parse(text) instanceof Map<?, ?> found)) {
      throw new IOException("the engine in process ended with " + text);
    }
    String name = store.equals("memory") ? "in memory" : "RocksDB";
    found.forEach((figure, value) -> figures.add(name + ": " + figure, (Double) value));
  }
}
