package io.stepwell.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reviewed texts beside the tests. `-Dgolden=write` makes the missing ones; a file that is there is
/// never rewritten, so to renew one, delete it first and review the difference.
public final class Golden {
  private Golden() {}

  /// @param beside the test class whose package the file is in
  /// @param actual what a missing file is made of
  public static String text(Class<?> beside, String name, String actual) {
    try (InputStream stored = beside.getResourceAsStream(name)) {
      if (stored != null) {
        return new String(stored.readAllBytes(), StandardCharsets.UTF_8);
      }
      if ("write".equals(System.getProperty("golden"))) {
        Path folder = Path.of("src/test/resources", beside.getPackageName().replace('.', '/'));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), actual);
        return actual;
      }
      throw new IllegalStateException("there is no golden file " + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
