package io.stepwell.asl.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/fields.md` is what the two tables of fields say; `-Dstepwell.write=true` writes it anew.
final class FieldPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("stepwell.root", "..")).resolve("docs/fields.md");

  @Test
  void thePageShowsWhatIsTested() throws IOException {
    if (Boolean.getBoolean("stepwell.write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(PAGE).hasContent(page());
  }

  private static String page() {
    List<List<String>> rows =
        FieldTableTest.TABLE.lines().map(line -> List.of(line.split(" +"))).toList();
    StringBuilder page =
        new StringBuilder(
            """
            # Which field stands where

            ✓ in both query languages, **P** in JSONPath only, **A** in JSONata only, – nowhere. Every cell is tested in
            both languages with AWS's verdict and words: %d verdicts for states, %d for the objects in and around them.

            """
                .formatted(FieldTableTest.cells().count(), ObjectFieldTableTest.cells().count()));
    for (int i = 0; i < rows.size() - 1; i++) {
      List<String> row = rows.get(i);
      page.append(
          row.stream().map(FieldPageTest::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
      if (i == 0) {
        page.append("|---".repeat(row.size())).append("|\n");
      }
    }
    page.append("\n| object | fields |\n|---|---|\n");
    ObjectFieldTableTest.TABLE.forEach(
        (object, fields) -> page.append("| `%s` | %s |%n".formatted(object, fields(fields))));
    return page.toString();
  }

  private static String cell(String text) {
    return switch (text) {
      case "+" -> "✓";
      case "-" -> "–";
      case "P", "A" -> "**" + text + "**";
      default -> text;
    };
  }

  private static String fields(String names) {
    return List.of(names.split(" ")).stream()
        .map(name -> name.contains(":") ? name.substring(2) + " **" + name.charAt(0) + "**" : name)
        .collect(Collectors.joining(", "));
  }
}
