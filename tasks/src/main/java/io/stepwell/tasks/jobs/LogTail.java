package io.stepwell.tasks.jobs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The end of what a program has written.
public final class LogTail {
  private static final int READ = 4096;

  /// As long as a reason of AWS Batch may be.
  private static final int SHOWN = 255;

  private LogTail() {}

  /// The last lines, as many as a reason takes.
  ///
  /// @return null when there is nothing
  public static @Nullable String of(Path log) {
    String text = read(log).strip();
    if (text.isEmpty()) {
      return null;
    }
    String tail = text.length() <= SHOWN ? text : text.substring(text.length() - SHOWN);
    int line = text.length() <= SHOWN ? -1 : tail.indexOf('\n');
    return tail.substring(line + 1).strip();
  }

  /// The last line that says something; where Python names the exception.
  public static @Nullable String lastLine(Path log) {
    List<String> lines = read(log).lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? null : lines.getLast().strip();
  }

  private static String read(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(READ, file.length())];
      file.seek(file.length() - bytes.length);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).replaceFirst("^\\uFFFD+", "");
    } catch (IOException e) {
      return ""; // it has not written anything
    }
  }
}
