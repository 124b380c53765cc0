package io.stepwell.tasks.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The container engine of this machine: `docker` or `podman`, if there is one that answers.
final class Containers {
  private static final List<String> ENGINES = List.of("docker", "podman");

  private Containers() {}

  /// An engine that can be used, or why there is none.
  ///
  /// @param program null when there is none
  record Engine(@Nullable String program, String problem) {}

  static Engine find() throws InterruptedException {
    List<String> silent = new ArrayList<>();
    for (String engine : ENGINES) {
      if (isOnPath(engine)) {
        if (answers(engine)) {
          return new Engine(engine, "");
        }
        silent.add(engine);
      }
    }
    return new Engine(
        null,
        silent.isEmpty()
            ? "The job needs a container engine, and neither docker nor podman is on the server's"
                + " PATH"
            : "The job needs a container engine: %s is installed but does not answer"
                .formatted(String.join(" and ", silent)));
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .anyMatch(Files::isExecutable);
  }

  private static boolean answers(String engine) throws InterruptedException {
    return runs(List.of(engine, "info"), 20);
  }

  private static boolean runs(List<String> command, int seconds) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false; // it is no program after all
    }
  }

  /// The command that runs a program in a container. Values of variables are not part of it: the
  /// engine takes them from its own environment.
  static List<String> command(
      String engine, String name, JobOrder.Program program, Map<String, String> variables) {
    List<String> all =
        new ArrayList<>(
            List.of(engine, "run", "--rm", "--init", "--name", name, "--workdir", "/work"));
    all.add("--volume");
    all.add(program.directory() + ":/work");
    variables.keySet().forEach(variable -> all.addAll(List.of("--env", variable)));
    all.add(String.valueOf(program.image()));
    all.addAll(program.command());
    return all;
  }

  /// Stops a container, whichever engine it is of.
  static void stop(String name) throws InterruptedException {
    Engine engine = find();
    if (engine.program() != null) {
      runs(List.of(engine.program(), "stop", "--time", "30", name), 60);
    }
  }
}
