package io.stepwell.cli;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.validate.Finding;
import io.stepwell.cli.render.Chart;
import io.stepwell.cli.render.MermaidText;
import io.stepwell.cli.render.SvgText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stepwell render`.
@Command(
    name = "render",
    description = {
      "Draws a definition, without a server.",
      "A definition with mistakes is drawn as far as it can be read."
    },
    mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {
  private static final int MAX_STATES = 2000;

  /// The two ways to draw.
  enum Format {
    SVG,
    MERMAID
  }

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "a definition in JSON or YAML, or - for standard input")
  private String file = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "the file to write; standard output by default")
  private @Nullable Path output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "svg or mermaid; by default mermaid for .mmd, .mermaid and .md, else svg")
  private @Nullable Format format;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  RenderCommand() {}

  @Override
  public Integer call() {
    DefinitionFile source = DefinitionFile.read(file);
    Element definition = source.definition();
    Chart chart = Chart.of(definition);
    if (chart.size() > MAX_STATES) {
      throw new CliException(
          CliException.FAILED,
          "%s has more than %d states, too many for a picture".formatted(file, MAX_STATES));
    }
    write(
        switch (chosen()) {
          case SVG -> SvgText.of(chart, title(definition));
          case MERMAID -> mermaid(chart);
        });
    warn(source);
    return 0;
  }

  private Format chosen() {
    if (format != null) {
      return format;
    }
    String name = name();
    boolean mermaid = name.endsWith(".mmd") || name.endsWith(".mermaid") || name.endsWith(".md");
    return mermaid ? Format.MERMAID : Format.SVG;
  }

  private String name() {
    return output == null ? "" : output.toString().toLowerCase(Locale.ROOT);
  }

  /// In a Markdown file it needs its fence.
  private String mermaid(Chart chart) {
    String text = MermaidText.of(chart);
    return name().endsWith(".md") ? "```mermaid\n" + text + "```\n" : text;
  }

  private String title(Element definition) {
    String comment = definition.text("Comment");
    return comment == null ? file : comment;
  }

  private void write(String text) {
    if (output == null) {
      System.out.print(text);
      System.out.flush();
      return;
    }
    try {
      Files.writeString(output, text);
    } catch (IOException e) {
      throw new CliException(
          CliException.USAGE, "%s cannot be written: %s".formatted(output, e.getMessage()));
    }
  }

  private void warn(DefinitionFile source) {
    long errors = source.findings(MachineType.STANDARD).stream().filter(Finding::isError).count();
    if (errors > 0) {
      spec.commandLine()
          .getErr()
          .println(
              "stepwell: the definition has %d %s; 'stepwell validate %s' shows them"
                  .formatted(errors, errors == 1 ? "error" : "errors", file));
    }
  }
}
