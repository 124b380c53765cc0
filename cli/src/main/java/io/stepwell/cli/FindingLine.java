package io.stepwell.cli;

import io.stepwell.asl.validate.Finding;
import io.stepwell.cli.Console.Colour;
import org.jspecify.annotations.Nullable;

/// A finding as one line: the file with line and column, which editors take for a link, then what is
/// wrong.
///
/// @param location AWS's path; null where AWS names none
record FindingLine(String file, Finding finding, String message, @Nullable String location) {
  static FindingLine of(String file, Finding finding) {
    String location = finding.location();
    boolean source = location != null && location.startsWith("[Source:");
    // The parser's sentence ends with the whole text; line and column say it better here.
    return new FindingLine(
        file,
        finding,
        source ? finding.message().lines().findFirst().orElse("") : finding.message(),
        source ? null : location);
  }

  String text(Console console) {
    String word =
        finding.isError()
            ? console.coloured(Colour.RED, "error")
            : console.coloured(Colour.YELLOW, "warning");
    String place = "%s:%d:%d:".formatted(file, finding.line(), finding.column());
    return "%s %s %s %s%s"
        .formatted(
            console.coloured(Colour.BOLD, place),
            word,
            finding.code(),
            message,
            location == null ? "" : console.coloured(Colour.DIM, " at " + location));
  }
}
