package io.stepwell.testkit.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Shows that the simulation finds bugs: `PlantedBugs [SEEDS [WORD]]`, run in the root of the
/// sources, plants those of `planted/*.patch`, one at a time, in a copy of the classes that they
/// touch, and runs seeds from 1 on until one fails. Prints the seed and the invariant; the end is
/// status 1 if a bug was not found, or does not fit the sources any more.
final class PlantedBugs {
  private static final Path PATCHES = Path.of("testkit/src/test/resources/planted");
  private static final String TARGET = "+++ b/";

  private final Path work;
  private final long seeds;

  private PlantedBugs(Path work, long seeds) {
    this.work = work;
    this.seeds = seeds;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    long seeds = args.length > 0 ? Long.parseLong(args[0]) : 10_000;
    String word = args.length > 1 ? args[1] : "";
    int missed = 0;
    for (Path patch : patches()) {
      String name = patch.getFileName().toString().replace(".patch", "");
      if (name.contains(word)) {
        Path work = Files.createTempDirectory("planted");
        String found = new PlantedBugs(work, seeds).find(patch.toAbsolutePath());
        delete(work);
        missed += found == null ? 1 : 0;
        String[] told = found == null ? new String[] {"-", "NOT FOUND"} : found.split("\t", 2);
        System.out.printf("| %-50s | %5s | %s |%n", name, told[0], told[1]);
      }
    }
    System.exit(missed == 0 ? 0 : 1);
  }

  private static List<Path> patches() throws IOException {
    try (Stream<Path> all = Files.list(PATCHES)) {
      return all.sorted().toList();
    }
  }

  /// The first seed that fails and what it says, or null.
  private @Nullable String find(Path patch) throws IOException, InterruptedException {
    List<Path> changed = new ArrayList<>();
    for (String line : Files.readAllLines(patch)) {
      if (line.startsWith(TARGET)) {
        Path source = Path.of(line.substring(TARGET.length()));
        Path copy = work.resolve(source);
        Files.createDirectories(copy.getParent());
        Files.copy(source, copy);
        changed.add(copy);
      }
    }
    run(work, List.of("git", "apply", patch.toString()));
    String classes = System.getProperty("java.class.path");
    Path planted = Files.createDirectory(work.resolve("classes"));
    compile(planted, classes, changed);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = planted + System.getProperty("path.separator") + classes;
    String main = FirstFailure.class.getName();
    List<String> said =
        run(
            Path.of(""),
            List.of(java, "-XX:+UseSerialGC", "-cp", path, main, "1", String.valueOf(seeds)));
    return said.isEmpty() ? null : said.getFirst();
  }

  private static void compile(Path planted, String classes, List<Path> changed) {
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", classes, "-d", planted.toString()));
    changed.forEach(file -> arguments.add(file.toString()));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException("does not compile with the bug in it: " + changed);
    }
  }

  /// What a program prints; its warnings are dropped.
  private static List<String> run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toAbsolutePath().toFile())
            .redirectError(
                command.getFirst().equals("git")
                    ? ProcessBuilder.Redirect.INHERIT
                    : ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> lines = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " ended with " + process.exitValue());
    }
    return lines;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
