import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The format check of the build: every Java file below the current folder, against the pinned
/// google-java-format. `check` fails when a file differs, `apply` rewrites it.
public final class Format {
  public static void main(String[] args) throws IOException {
    boolean apply = args.length > 0 && args[0].equals("apply");
    Formatter formatter =
        new Formatter(JavaFormatterOptions.builder().formatJavadoc(false).build());
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of("."))) {
      files = all.filter(Format::isOurs).sorted().toList();
    }
    List<Path> different =
        files.parallelStream().filter(f -> differs(formatter, f, apply)).toList();
    if (!apply && !different.isEmpty()) {
      different.forEach(f -> System.err.println("not formatted: " + f));
      System.err.println("`./mvnw -N -q process-sources -Dformat=apply` formats them");
      System.exit(1);
    }
  }

  private static boolean isOurs(Path file) {
    String name = file.toString();
    return name.endsWith(".java")
        && !name.contains("/target/")
        && !name.contains("/node_modules/")
        && !name.contains("/.");
  }

  private static boolean differs(Formatter formatter, Path file, boolean apply) {
    try {
      String before = Files.readString(file);
      String after = formatter.formatSourceAndFixImports(before);
      if (apply && !after.equals(before)) {
        Files.writeString(file, after);
      }
      return !after.equals(before);
    } catch (Exception e) {
      System.err.println(file + ": " + e.getMessage());
      return true;
    }
  }

  private Format() {}
}
