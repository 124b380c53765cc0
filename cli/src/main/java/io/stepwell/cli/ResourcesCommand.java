package io.stepwell.cli;

import io.stepwell.cli.Console.Colour;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.server.Destinations;
import io.stepwell.server.Destinations.Destination;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `stepwell resources`.
@Command(
    name = "resources",
    description = {
      "Lists where each resource of definitions leads with the settings in effect.",
      "Ends with 0 when all are served, with 1 when one is not."
    },
    mixinStandardHelpOptions = true)
final class ResourcesCommand implements Callable<Integer> {
  private static final Set<String> USERS =
      Set.of("Parameters", "Arguments", "Result", "ResultSelector", "Assign", "Output", "Items");

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "as for 'validate'")
  private List<String> arguments = List.of();

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    Set<String> resources = new TreeSet<>();
    for (String name : DefinitionFiles.of(arguments)) {
      collect(value(DefinitionFile.read(name)), resources);
    }
    Destinations destinations = new Destinations(options.configuration());
    Console console = Console.standard();
    boolean all = true;
    for (String resource : resources) {
      Destination destination = destinations.of(resource);
      all &= destination.served();
      console.line(
          "%s %s%n    %s"
              .formatted(
                  destination.served()
                      ? console.coloured(Colour.GREEN, console.sign("✓", "ok"))
                      : console.coloured(Colour.RED, console.sign("✗", "!!")),
                  resource,
                  destination.place()));
    }
    return all ? 0 : CliException.FAILED;
  }

  private static @Nullable Object value(DefinitionFile file) {
    try {
      return Json.parse(file.json());
    } catch (JsonException e) {
      throw new CliException(
          CliException.FAILED,
          "%s:%d:%d: %s".formatted(file.name(), e.line(), e.column(), e.message()));
    }
  }

  /// `Resource` is a field of Task states, item readers and result writers, however deep; below
  /// `Parameters` and its like it would be the user's own word.
  private static void collect(@Nullable Object value, Set<String> resources) {
    switch (value) {
      case Map<?, ?> members ->
          members.forEach(
              (name, member) -> {
                if ("Resource".equals(name) && member instanceof String resource) {
                  resources.add(resource);
                } else if (!USERS.contains(String.valueOf(name))) {
                  collect(member, resources);
                }
              });
      case List<?> items -> items.forEach(item -> collect(item, resources));
      case null, default -> {}
    }
  }
}
