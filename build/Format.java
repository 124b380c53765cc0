import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The format check of the build: every Java file below the current folder, against the pinned
/// google-java-format. `check` fails when a file differs, `apply` rewrites it. Files that are older
/// than the last clean check are not looked at again; `./mvnw clean` forgets that check.
public final class Format {
  private static final Path STAMP = Path.of("target/format/checked");

  public static void main(String[] args) throws IOException {
    boolean apply = args.length > 0 && args[0].equals("apply");
    Formatter formatter =
        new Formatter(JavaFormatterOptions.builder().formatJavadoc(false).build());
    FileTime began = FileTime.from(Instant.now());
    FileTime checked =
        Files.exists(STAMP) ? Files.getLastModifiedTime(STAMP) : FileTime.fromMillis(0);
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of("."))) {
      files = all.filter(Format::isOurs).filter(file -> isNewer(file, checked)).sorted().toList();
    }
    List<Path> different =
        files.parallelStream().filter(f -> differs(formatter, f, apply)).toList();
    if (!apply && !different.isEmpty()) {
      different.forEach(f -> System.err.println("not formatted: " + f));
      System.err.println("`./mvnw -N -q process-sources -Dformat=apply` formats them");
      System.exit(1);
    }
    Files.createDirectories(STAMP.getParent());
    Files.writeString(STAMP, "");
    Files.setLastModifiedTime(STAMP, began);
  }

  private static boolean isNewer(Path file, FileTime moment) {
    try {
      return Files.getLastModifiedTime(file).compareTo(moment) > 0;
    } catch (IOException e) {
      return true; // it will be told when it is read
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
