package io.stepwell.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The planted bugs can still be planted: whoever changes those lines changes the patch. Whether they
/// are found is for [PlantedBugs], which takes a minute.
final class PlantedBugsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TestFactory
  Stream<DynamicTest> eachPatchFitsTheSources() throws IOException {
    List<Path> patches;
    try (Stream<Path> all = Files.list(Path.of("src/test/resources/planted"))) {
      patches = all.sorted().map(Path::toAbsolutePath).toList();
    }
    assertThat(patches).hasSizeGreaterThan(10);
    return patches.stream()
        .map(patch -> DynamicTest.dynamicTest(patch.getFileName() + "", () -> check(patch)));
  }

  private static void check(Path patch) throws InterruptedException {
    Process git;
    try {
      git =
          new ProcessBuilder("git", "apply", "--check", patch.toString())
              .directory(ROOT.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeThat(false).as("git is there").isTrue();
      return;
    }
    try (var said = git.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.lines()).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(git.waitFor()).isZero();
  }
}
