package io.stepwell.cli;

import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.validate.Finding;
import io.stepwell.asl.validate.Finding.Severity;
import io.stepwell.cli.Console.Colour;
import io.stepwell.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stepwell validate`.
@Command(
    name = "validate",
    description = {
      "Checks definitions as AWS does, without a server, and says what is wrong and where.",
      "Ends with 0 when there is no error, with 1 when there is one."
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column);

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "files in JSON or YAML, directories, patterns such as 'machines/**/*.asl.json', or - for"
              + " standard input")
  private List<String> arguments = List.of();

  @Option(names = "--type", paramLabel = "TYPE", description = "STANDARD (the default) or EXPRESS")
  private MachineType type = MachineType.STANDARD;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "the least that is shown: WARNING (the default) or ERROR")
  private Severity severity = Severity.WARNING;

  @Option(names = "--json", description = "print an array of JSON objects")
  private boolean json;

  @Override
  public Integer call() {
    List<String> files = DefinitionFiles.of(arguments);
    List<FindingLine> lines = new ArrayList<>();
    for (String name : files) {
      DefinitionFile file = DefinitionFile.read(name);
      file.findings(type).stream()
          .filter(finding -> finding.isError() || severity == Severity.WARNING)
          .sorted(BY_PLACE)
          .forEach(finding -> lines.add(FindingLine.of(file.name(), finding)));
    }
    Console console = Console.standard();
    if (json) {
      console.line(json(lines));
    } else {
      lines.forEach(line -> console.line(line.text(console)));
      console.line(summary(files.size(), lines, console));
    }
    return count(lines, Severity.ERROR) == 0 ? 0 : CliException.FAILED;
  }

  private static String summary(int files, List<FindingLine> lines, Console console) {
    long errors = count(lines, Severity.ERROR);
    long warnings = count(lines, Severity.WARNING);
    String sign =
        errors == 0
            ? console.coloured(Colour.GREEN, console.sign("✓", "ok"))
            : console.coloured(Colour.RED, console.sign("✗", "!!"));
    return "%s %s: %s, %s"
        .formatted(
            sign, number(files, "file"), number(errors, "error"), number(warnings, "warning"));
  }

  private static String number(long count, String noun) {
    return (count == 0 ? "no" : Long.toString(count)) + " " + noun + (count == 1 ? "" : "s");
  }

  private static long count(List<FindingLine> lines, Severity severity) {
    return lines.stream().filter(line -> line.finding().severity() == severity).count();
  }

  /// An object a line, so that it can be searched and compared as it is.
  private static String json(List<FindingLine> lines) {
    if (lines.isEmpty()) {
      return "[]";
    }
    List<String> objects = lines.stream().map(line -> Json.write(object(line))).toList();
    return "[\n" + String.join(",\n", objects) + "\n]";
  }

  private static Map<String, @Nullable Object> object(FindingLine line) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("file", line.file());
    object.put("line", (long) line.finding().line());
    object.put("column", (long) line.finding().column());
    object.put("severity", line.finding().severity().name());
    object.put("code", line.finding().code().name());
    object.put("message", line.message());
    object.put("location", line.location());
    return object;
  }
}
