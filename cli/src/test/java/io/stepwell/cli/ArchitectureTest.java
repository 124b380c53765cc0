package io.stepwell.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What Maven cannot say: who may import whom, no clock and no thread in the core, no cycles, one home
/// for each heavy library. Looks at the main classes of every module that is built.
class ArchitectureTest {
  /// A module, by the last part of its package, and the modules that it may import.
  private static final Map<String, List<String>> MAY_IMPORT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("json", List.of()),
              Map.entry("expression", List.of("json")),
              Map.entry("asl", List.of("json", "expression")),
              Map.entry("engine", List.of("json", "expression", "asl")),
              Map.entry("store", List.of()),
              Map.entry("tasks", List.of("json")),
              Map.entry("runtime", List.of("engine", "store", "tasks", "asl", "json")),
              Map.entry("functions", List.of("json")),
              Map.entry("testkit", List.of("runtime", "engine", "store", "tasks", "asl", "json")),
              Map.entry("api", List.of("runtime", "functions", "engine", "asl", "json")),
              Map.entry(
                  "server",
                  List.of(
                      "api", "runtime", "functions", "engine", "store", "tasks", "asl", "json")),
              // asl: `validate` and `render` read definitions without a server (ADR 11)
              Map.entry("cli", List.of("server", "asl", "json")),
              Map.entry(
                  "conformance",
                  List.of("testkit", "runtime", "engine", "store", "tasks", "asl", "json"))));

  private static final List<String> CORE =
      List.of(
          "io.stepwell.json..",
          "io.stepwell.expression..",
          "io.stepwell.asl..",
          "io.stepwell.engine..");

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() throws IOException {
    Path root = Path.of(System.getProperty("stepwell.root", "..")).toAbsolutePath().normalize();
    try (Stream<Path> modules = Files.list(root)) {
      List<Path> compiled =
          modules
              .map(module -> module.resolve("target/classes"))
              .filter(Files::isDirectory)
              .toList();
      classes = new ClassFileImporter().importPaths(compiled);
    }
    assertThat(classes.size()).as("classes below " + root).isGreaterThan(300);
  }

  @TestFactory
  List<DynamicTest> modulesImportOnlyWhatTheyMay() {
    List<DynamicTest> tests = new ArrayList<>();
    MAY_IMPORT.forEach(
        (module, allowed) ->
            tests.add(
                DynamicTest.dynamicTest(
                    module,
                    () -> {
                      String[] forbidden =
                          MAY_IMPORT.keySet().stream()
                              .filter(other -> !other.equals(module) && !allowed.contains(other))
                              .map(other -> "io.stepwell." + other + "..")
                              .toArray(String[]::new);
                      noClasses()
                          .that()
                          .resideInAPackage("io.stepwell." + module + "..")
                          .should()
                          .dependOnClassesThat()
                          .resideInAnyPackage(forbidden)
                          .because("the house of modules allows " + module + " → " + allowed)
                          .allowEmptyShould(true)
                          .check(classes);
                    })));
    return tests;
  }

  @Test
  void theCoreHasNoClockNoThreadAndNoRandomnessOfItsOwn() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE.toArray(String[]::new))
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.concurrent", "java.util.concurrent.locks", "java.net..", "java.nio.file..")
        .because("time, randomness and identities enter the core as values")
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.stepwell.(*).(**)")
        .should()
        .beFreeOfCycles()
        .because("a reader finds the lower package without the upper one")
        .check(classes);
  }

  @TestFactory
  List<DynamicTest> aHeavyLibraryHasOneHome() {
    return Map.of(
            "tools.jackson..", "io.stepwell.json..",
            "com.dashjoin..", "io.stepwell.expression..",
            "org.rocksdb..", "io.stepwell.store.rocksdb..",
            "software.amazon..", "io.stepwell.tasks.aws..",
            "io.helidon..", "io.stepwell.api..",
            "picocli..", "io.stepwell.cli..",
            "org.yaml..", "io.stepwell.server..",
            "ch.qos.logback..", "io.stepwell.server..")
        .entrySet()
        .stream()
        .map(
            home ->
                DynamicTest.dynamicTest(
                    home.getKey(),
                    () ->
                        noClasses()
                            .that()
                            .resideOutsideOfPackage(home.getValue())
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(home.getKey())
                            .because("whoever wants another library changes one module")
                            .check(classes)))
        .toList();
  }

  @Test
  void namesSayWhatAThingIs() {
    List<String> vague =
        classes.stream()
            .filter(c -> c.getPackageName().startsWith("io.stepwell"))
            .filter(ArchitectureTest::isVague)
            .map(JavaClass::getName)
            .toList();

    assertThat(vague).as("a thing without a noun").isEmpty();
  }

  private static boolean isVague(JavaClass type) {
    return type.getSimpleName().matches(".*(Manager|Helper|Utils?|Impl)")
        || type.getPackageName().matches(".*\\.(common|core|util|utils|shared|impl)(\\..*)?");
  }
}
