package io.stepwell.cli;

import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.validate.Finding;
import io.stepwell.cli.ApiClient.RefusedException;
import io.stepwell.cli.Console.Colour;
import io.stepwell.server.EditedFiles;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A folder of definitions and functions, deployed to a server: at first all, then whatever was
/// saved. What is wrong is said with its place, and everything else goes on as it was.
///
/// A machine is named like its file: `order-saga.asl.json` is `order-saga`, and `quick.express.asl.yaml`
/// is the express machine `quick`. Functions are those that [FunctionFolder] finds.
///
/// Whoever watches the folder deploys, and whoever edits a file in the Studio: one after the other.
final class DevFolder implements EditedFiles.Machines {
  private static final Pattern MACHINE =
      Pattern.compile("(?i)(.+?)(\\.express)?\\.asl\\.(?:json|ya?ml)");
  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column);

  private final Path root;
  private final ApiClient client;
  private final Console console;
  private final StateMachines machines;
  private final FunctionFolder functions;

  /// What was deployed last, or at least looked at, by file or function.
  private final Map<String, String> seen = new HashMap<>();

  private final TreeSet<String> deployedFunctions = new TreeSet<>();
  private final TreeSet<String> deployedMachines = new TreeSet<>();
  private final List<String> changes = new ArrayList<>();
  private final ReentrantLock deploying = new ReentrantLock();
  private Consumer<String> announce = _ -> {};

  /// The files that machines are deployed from, and what is wrong with them, by machine.
  private final Map<String, Path> files = new ConcurrentHashMap<>();

  private final Map<String, String> problems = new HashMap<>();

  DevFolder(Path root, ApiClient client, Console console) {
    this.root = root;
    this.client = client;
    this.console = console;
    machines = new StateMachines(client);
    functions = new FunctionFolder(root);
  }

  /// The machines and functions that are deployed from here.
  Set<String> deployed() {
    TreeSet<String> all = new TreeSet<>(deployedFunctions);
    all.addAll(deployedMachines);
    return all;
  }

  /// The machines alone.
  SortedSet<String> deployedMachines() {
    return deployedMachines;
  }

  /// Deploys what has changed; returns a line for each thing that did.
  List<String> deploy() {
    deploying.lock();
    try {
      changes.clear();
      try {
        functions.sources().forEach(this::function);
      } catch (UncheckedIOException e) {
        complain("functions", "cannot be read: " + e.getMessage());
      }
      definitions();
      return List.copyOf(changes);
    } finally {
      deploying.unlock();
    }
  }

  /// Is told of machines that were deployed because somebody edited their files in the Studio.
  void onEdited(Consumer<String> listener) {
    announce = listener;
  }

  @Override
  public @Nullable Path file(String machine) {
    return files.get(machine);
  }

  @Override
  public @Nullable String deploy(String machine) {
    deploying.lock();
    try {
      changes.clear();
      definitions();
      changes.forEach(announce);
      return problems.get(machine);
    } finally {
      deploying.unlock();
    }
  }

  private void function(FunctionSource source) {
    String version = source.files().sha256() + source.handler() + source.environment();
    if (version.equals(seen.put("function " + source.name(), version))) {
      return;
    }
    try {
      if (source.deploy(client)) {
        changes.add("function " + source.name());
      }
      deployedFunctions.add(source.name());
    } catch (RefusedException e) {
      complain("function " + source.name(), e.message());
    }
  }

  private void definitions() {
    Map<String, String> found = new LinkedHashMap<>();
    for (String file : DefinitionFiles.named(root)) {
      Matcher name = MACHINE.matcher(String.valueOf(Path.of(file).getFileName()));
      if (name.matches()) {
        String other = found.putIfAbsent(name.group(1), file);
        if (other == null) {
          definition(file, name.group(1), name.group(2) != null);
        } else if (seen.put(file, other) == null) {
          complain(file, "'%s' is defined by %s already".formatted(name.group(1), other));
        }
      }
    }
    files.entrySet().removeIf(known -> isGone(known.getKey(), known.getValue(), found));
  }

  /// When it comes back, it is looked at like a new one.
  private boolean isGone(String name, Path file, Map<String, String> found) {
    boolean gone = !file.toString().equals(found.get(name));
    if (gone) {
      seen.remove(file.toString());
    }
    return gone;
  }

  private void definition(String path, String name, boolean express) {
    try {
      DefinitionFile file = DefinitionFile.read(path);
      if (file.text().equals(seen.put(path, file.text()))) {
        return;
      }
      files.put(name, Path.of(path));
      problems.remove(name);
      if (isRight(name, file, express ? MachineType.EXPRESS : MachineType.STANDARD)) {
        if (machines.deploy(name, file.json(), express)) {
          changes.add("state machine " + name);
        }
        deployedMachines.add(name);
      }
    } catch (RefusedException e) {
      problems.put(name, e.message());
      complain(path, e.message());
    } catch (CliException e) {
      files.remove(name); // it is no text, or the machine of that name is not this one
      complain(path, String.valueOf(e.getMessage()));
    }
  }

  private boolean isRight(String name, DefinitionFile file, MachineType type) {
    List<Finding> findings = file.findings(type).stream().sorted(BY_PLACE).toList();
    findings.forEach(finding -> console.line(FindingLine.of(file.name(), finding).text(console)));
    Optional<Finding> error = findings.stream().filter(Finding::isError).findFirst();
    error.ifPresent(it -> problems.put(name, "line %d: %s".formatted(it.line(), it.message())));
    return error.isEmpty();
  }

  private void complain(String what, String sentence) {
    console.line(
        "%s %s %s"
            .formatted(
                console.coloured(Colour.BOLD, what + ":"),
                console.coloured(Colour.RED, "error"),
                sentence));
  }

  /// Where people look at a change in the Studio.
  String where(String change) {
    int space = change.lastIndexOf(' ');
    String name = change.substring(space + 1);
    return "%s/%s/%s"
        .formatted(
            client.url(),
            change.toLowerCase(Locale.ROOT).startsWith("function") ? "functions" : "machines",
            name);
  }
}
